package io.github.swffailure.test;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where an endpoint listens and how clients on this machine reach it.
 */
final class Addresses {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private Addresses() {
	}

	static InetAddress loopback() {
		try {
			return InetAddress.getByAddress(LOOPBACK);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are no address", ex);
		}
	}

	static URI endpoint(InetSocketAddress address) {
		InetAddress host = address.getAddress().isAnyLocalAddress() ? loopback() : address.getAddress();
		String name = (host instanceof Inet6Address) ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
		return URI.create("http://" + name + ":" + address.getPort());
	}

}
