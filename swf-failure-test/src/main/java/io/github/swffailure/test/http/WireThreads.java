package io.github.swffailure.test.http;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write. There are as many as are needed at a time, so that a
 * client that is slow to write holds up nobody else; they are daemons and end when idle.
 */
final class WireThreads implements Executor {

	private static final long IDLE_SECONDS = 5;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS,
			TimeUnit.SECONDS, new SynchronousQueue<>(), (work) -> daemon(work, "embedded-swf-wire"));

	@Override
	public void execute(Runnable work) {
		if (!this.threads.isShutdown()) {
			this.threads.execute(work);
		}
	}

	void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Runs something whose own threads are to be daemons as well, and waits for it.
	 */
	static void runAsDaemon(Runnable work) {
		Thread thread = daemon(work, "embedded-swf-start");
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Thread daemon(Runnable work, String name) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		return thread;
	}

}
