package org.archipel.gateway.internal.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.archipel.gateway.internal.cache.AnswerCodec;
import org.archipel.gateway.internal.cache.CacheLevel;
import org.archipel.gateway.internal.cache.CachedAnswer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import redis.clients.jedis.params.SetParams;

/** Keeps answers in Redis, until they end. */
@Component(service = RedisLevel.class)
public class RedisLevel implements CacheLevel {
    private final RedisConnection redis;

    @Activate
    public RedisLevel(@Reference RedisConnection redis) {
        this.redis = redis;
    }

    /** Whether there is a Redis. */
    public boolean isThere() {
        return redis.isConfigured();
    }

    @Override
    public Optional<CachedAnswer> get(String organizationId, String key) {
        return redis.call(jedis -> jedis.get(name(organizationId, key))).flatMap(RedisLevel::read);
    }

    private static Optional<CachedAnswer> read(byte[] bytes) {
        try {
            return Optional.of(AnswerCodec.read(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String organizationId, String key, CachedAnswer answer) {
        long left = answer.usableUntil() - System.currentTimeMillis();
        if (left > 0) {
            redis.call(jedis -> jedis.set(
                    name(organizationId, key),
                    AnswerCodec.write(answer),
                    SetParams.setParams().px(left)));
        }
    }

    private static byte[] name(String organizationId, String key) {
        return ("archipel:answer:" + organizationId + ':' + key).getBytes(StandardCharsets.US_ASCII);
    }
}
