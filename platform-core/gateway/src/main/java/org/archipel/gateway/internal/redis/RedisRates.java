package org.archipel.gateway.internal.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.archipel.security.SharedRates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import redis.clients.jedis.JedisPooled;

/** The limits that API keys carry, counted in Redis for all nodes. Thread-safe. */
@Component(service = SharedRates.class)
public final class RedisRates implements SharedRates {
    /** Levels are in parts of a request, as many as a period has milliseconds, so that nothing is rounded. */
    private static final String SCRIPT = """
            local key, now = KEYS[1], tonumber(ARGV[1])
            if now < 0 then
              local time = redis.call('TIME')
              now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            end
            local latest = tonumber(redis.call('HGET', key, 'latest')) or now
            if latest > now then now = latest end
            local levels, allowed, retry, longest = {}, 1, 0, 0
            for i = 1, (#ARGV - 1) / 3 do
              local capacity, refill, period = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
              local full = capacity * period
              local level = tonumber(redis.call('HGET', key, i)) or full
              levels[i] = math.min(full, level + math.min(now - latest, math.floor(full / refill) + 1) * refill)
              if levels[i] < period then
                allowed = 0
                retry = math.max(retry, math.ceil((period - levels[i]) / refill))
              end
            end
            local answer = {allowed, retry}
            for i = 1, #levels do
              local capacity, refill, period = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
              if allowed == 1 then levels[i] = levels[i] - period end
              redis.call('HSET', key, i, string.format('%.0f', levels[i]))
              longest = math.max(longest, math.ceil((capacity * period - levels[i]) / refill) + period)
              answer[i + 2] = math.floor(levels[i] / period)
            end
            redis.call('HSET', key, 'latest', string.format('%.0f', now))
            redis.call('PEXPIRE', key, string.format('%.0f', longest))
            return answer
            """;

    private final RedisConnection redis;
    private final LongSupplier clock;

    /** Counts by the clock of Redis, which all nodes share. */
    @Activate
    public RedisRates(@Reference RedisConnection redis) {
        this(redis, () -> -1);
    }

    RedisRates(RedisConnection redis, LongSupplier clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Optional<Count> take(String keyId, List<Rate> rates) {
        StringBuilder key = new StringBuilder("archipel:key:").append(keyId);
        List<String> values = new ArrayList<>(List.of(Long.toString(clock.getAsLong())));
        for (Rate rate : rates) {
            List<String> figures = List.of(
                    Long.toString(rate.capacity()),
                    Long.toString(rate.refill()),
                    Long.toString(rate.period().toMillis()));
            values.addAll(figures);
            // Other limits begin anew.
            key.append(':').append(String.join("/", figures));
        }
        return redis.call(jedis -> count(run(jedis, key.toString(), values)));
    }

    private static List<?> run(JedisPooled jedis, String key, List<String> values) {
        return (List<?>) jedis.eval(SCRIPT, List.of(key), values);
    }

    private static Count count(List<?> answer) {
        List<Long> numbers = answer.stream().map(RedisRates::number).toList();
        return new Count(numbers.get(0) == 1, numbers.subList(2, numbers.size()), Duration.ofMillis(numbers.get(1)));
    }

    private static long number(Object value) {
        return value instanceof Long number
                ? number
                : Long.parseLong(new String((byte[]) value, StandardCharsets.US_ASCII));
    }
}
