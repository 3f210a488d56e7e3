// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.Arrays;

import io.github.swffailure.support.GeneratedNames.WithoutSource;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes the frames of an application from those of the JDK, of well-known
 * frameworks and of classes generated at run time, by class name.
 */
final class ApplicationFrames {

	/** Sorted for a binary search, so none may be a prefix of another. */
	private static final String[] FRAMEWORKS = """
			_COROUTINE. akka. arrow. brave. cats. ch.qos.logback. clojure. co.elastic. com.amazonaws.
			com.appdynamics. com.auth0. com.azure. com.blazebit. com.codahale. com.couchbase. com.ctc.wstx.
			com.datastax. com.dynatrace. com.esotericsoftware. com.fasterxml. com.github.benmanes.caffeine.
			com.github.dockerjava. com.github.rholder. com.github.tomakehurst. com.google. com.hazelcast.
			com.ibm.db2. com.ibm.mq. com.ibm.msg. com.jayway.jsonpath. com.jcraft. com.linecorp.armeria.
			com.lmax.disruptor. com.microsoft. com.mongodb. com.mysql. com.netflix. com.newrelic. com.nimbusds.
			com.querydsl. com.rabbitmq. com.sun. com.thoughtworks.xstream. com.vladmihalcea. com.zaxxer.hikari.
			com.zeroturnaround. datadog. dev.failsafe. feign. graphql. groovy. io.axoniq. io.confluent.
			io.dropwizard. io.fabric8. io.github.resilience4j. io.github.swffailure.aspect.
			io.github.swffailure.worker. io.grpc. io.helidon. io.hypersistence. io.javalin. io.jsonwebtoken.
			io.ktor. io.lettuce. io.micrometer. io.micronaut. io.minio. io.nats. io.netty. io.opentelemetry.
			io.quarkus. io.r2dbc. io.reactivex. io.sentry. io.smallrye. io.temporal. io.undertow. io.vavr.
			io.vertx. jakarta. java. javax. jdk. kotlin. kotlinx. liquibase. net.bytebuddy. net.javacrumbs.
			net.jodah. net.minidev. net.sf. okhttp3. okio. oracle. org.apache. org.aspectj. org.awaitility.
			org.axonframework. org.bouncycastle. org.bson. org.codehaus. org.dom4j. org.eclipse. org.ehcache.
			org.elasticsearch. org.flywaydb. org.glassfish. org.h2. org.hibernate. org.hsqldb. org.jasypt.
			org.jboss. org.jctools. org.jdbi. org.jetbrains. org.joda. org.jooq. org.json. org.junit.
			org.keycloak. org.mapstruct. org.mariadb. org.mockito. org.modelmapper. org.mybatis. org.neo4j.
			org.opensearch. org.postgresql. org.quartz. org.reactivestreams. org.redisson. org.slf4j.
			org.springframework. org.sqlite. org.testcontainers. org.thymeleaf. org.w3c. org.wiremock. org.xml.
			org.yaml. reactor. redis.clients. retrofit2. rx. scala. software.amazon. sun. tools.jackson.
			worker.org.gradle. zio.
			""".split("\\s+");

	static {
		Arrays.sort(FRAMEWORKS);
	}

	private ApplicationFrames() {
	}

	/**
	 * Whether a frame belongs to the application.
	 * @param frame a frame of a stack trace
	 * @return {@code false} for the JDK, frameworks, and proxies and accessors generated
	 * at run time
	 */
	static boolean contains(StackTraceElement frame) {
		Name type = Name.ofType(frame.getClassName());
		return type.written && (frame.getFileName() != null || !type.withoutSource.has(frame.getMethodName()));
	}

	/**
	 * Whether a frame belongs to the application and its method is in the source.
	 */
	static boolean isWritten(StackTraceElement frame) {
		return contains(frame) && Name.ofMethod(frame.getMethodName()).written;
	}

	/** The hash of a class name, without parts that differ between runs. */
	static long hashOfType(String name) {
		return Name.ofType(name).hash;
	}

	static long hashOfMethod(String name) {
		return Name.ofMethod(name).hash;
	}

	private static boolean isFramework(String type) {
		int from = 0;
		int to = FRAMEWORKS.length;
		while (from < to) {
			int middle = (from + to) >>> 1;
			if (FRAMEWORKS[middle].compareTo(type) <= 0) {
				from = middle + 1;
			}
			else {
				to = middle;
			}
		}
		return from > 0 && type.startsWith(FRAMEWORKS[from - 1]);
	}

	/**
	 * Data of a class or method that are derived from its name. Recent ones are cached,
	 * because most frames of a failure are also in the previous one.
	 *
	 * @param name the name
	 * @param written whether it is in the source of the application
	 * @param withoutSource the purpose of a class with this name that has no source
	 * @param hash a hash of the name, without numbers that compilers add and without the
	 * suffix of a hidden class
	 */
	private record Name(String name, boolean written, WithoutSource withoutSource, long hash) {

		private static final int KEPT = 2048;

		private static final long FNV_OFFSET = 0xcbf29ce484222325L;

		private static final long FNV_PRIME = 0x100000001b3L;

		private static final @Nullable Name[] TYPES = new Name[KEPT];

		private static final @Nullable Name[] METHODS = new Name[KEPT];

		static Name ofType(String type) {
			int place = placeOf(type);
			Name known = TYPES[place];
			if (known == null || !known.name.equals(type)) {
				known = new Name(type, !isFramework(type) && !GeneratedNames.isGenerated(type),
						GeneratedNames.withoutSource(type), hash(GeneratedNames.baseOfType(type)));
				TYPES[place] = known;
			}
			return known;
		}

		static Name ofMethod(String method) {
			int place = placeOf(method);
			Name known = METHODS[place];
			if (known == null || !known.name.equals(method)) {
				known = new Name(method, !GeneratedNames.isBridge(method), WithoutSource.NOTHING,
						hash(GeneratedNames.baseOf(method)));
				METHODS[place] = known;
			}
			return known;
		}

		private static int placeOf(String name) {
			int hash = name.hashCode();
			return (hash ^ (hash >>> 16)) & (KEPT - 1);
		}

		private static long hash(String name) {
			long hash = FNV_OFFSET;
			boolean numbered = false;
			for (int i = 0; i < name.length() && name.charAt(i) != '/'; i++) {
				char next = name.charAt(i);
				if (!numbered || next < '0' || next > '9') {
					numbered = GeneratedNames.isNumbered(name, i);
					hash = (hash ^ ((numbered && next == '-') ? '$' : next)) * FNV_PRIME;
				}
			}
			return hash;
		}

	}

}
