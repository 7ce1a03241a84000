package org.archipel.gateway.internal.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The Redis of {@code archipel.redis.url}, if the administrator names one. While it does not answer it is left alone for a second at a
 * time, and callers do without it. Thread-safe.
 */
@Component(service = RedisConnection.class)
public class RedisConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
    private static final String URL = "archipel.redis.url";
    private static final int TIMEOUT_MILLIS = 500;
    private static final int CONNECTIONS = 64;
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Optional<JedisPooled> jedis;
    private final AtomicLong failedAt = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean failing;

    @Activate
    public RedisConnection(BundleContext context) {
        this(Optional.ofNullable(context.getProperty(URL)).map(String::strip).filter(url -> !url.isEmpty()));
    }

    public RedisConnection(Optional<String> url) {
        jedis = url.map(RedisConnection::open);
    }

    private static JedisPooled open(String url) {
        URI address = URI.create(url);
        if (!JedisURIHelper.isValid(address)) {
            throw new IllegalArgumentException(URL + " is an address such as redis://user:password@host:6379/0");
        }
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(address))
                .password(JedisURIHelper.getPassword(address))
                .database(JedisURIHelper.getDBIndex(address))
                .ssl(JedisURIHelper.isRedisSSLScheme(address))
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .clientName("archipel")
                .build();
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
        pool.setJmxEnabled(false);
        return new JedisPooled(pool, new HostAndPort(address.getHost(), address.getPort()), config);
    }

    @Deactivate
    public void close() {
        jedis.ifPresent(JedisPooled::close);
    }

    /** Whether there is one at all. */
    public boolean isConfigured() {
        return jedis.isPresent();
    }

    /** What the work gives; empty if there is no Redis, or it does not answer. */
    public <T> Optional<T> call(Function<JedisPooled, T> work) {
        if (jedis.isEmpty() || failing && System.nanoTime() - failedAt.get() < PAUSE) {
            return Optional.empty();
        }
        try {
            Optional<T> result = Optional.ofNullable(work.apply(jedis.get()));
            if (failing) {
                failing = false;
                LOG.info("Redis answers again");
            }
            return result;
        } catch (JedisException e) {
            failedAt.set(System.nanoTime());
            if (!failing) {
                failing = true;
                LOG.warn(
                        "Redis does not answer, limits and kept answers are this node's own meanwhile: {}",
                        e.getMessage());
            }
            return Optional.empty();
        }
    }
}
