package peer;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** A proxy with an API key and a token bucket in memory, as the gateway's makers would have it. */
@SpringBootApplication
public class PeerGateway {
    private static final String KEY_HEADER = "X-API-Key";
    private static final long RATE = 10_000_000;

    public static void main(String[] arguments) {
        SpringApplication.run(PeerGateway.class, arguments);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, Buckets buckets, KeyResolver keys) {
        return builder.routes()
                .route(route -> route.path("/bench")
                        .filters(filters -> filters.requestRateLimiter(
                                limiter -> limiter.setRateLimiter(buckets).setKeyResolver(keys)))
                        .uri(System.getProperty("peer.upstream")))
                .build();
    }

    @Bean
    KeyResolver keys() {
        return exchange -> Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(KEY_HEADER));
    }

    @Bean
    GlobalFilter apiKey() {
        String key = System.getProperty("peer.key");
        return (exchange, chain) -> {
            if (key.equals(exchange.getRequest().getHeaders().getFirst(KEY_HEADER))) {
                return chain.filter(exchange);
            }
            exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
            return exchange.getResponse().setComplete();
        };
    }

    @Bean
    Buckets buckets() {
        return new Buckets();
    }

    /** Token buckets by key. */
    static final class Buckets implements RateLimiter<Object> {
        private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

        @Override
        public Mono<Response> isAllowed(String routeId, String id) {
            Bucket bucket = buckets.computeIfAbsent(id, key -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(RATE).refillGreedy(RATE, Duration.ofMinutes(1)))
                    .build());
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            return Mono.just(new Response(
                    probe.isConsumed(), Map.of("X-RateLimit-Remaining", Long.toString(probe.getRemainingTokens()))));
        }

        @Override
        public Map<String, Object> getConfig() {
            return new HashMap<>();
        }

        @Override
        public Class<Object> getConfigClass() {
            return Object.class;
        }

        @Override
        public Object newConfig() {
            return new Object();
        }
    }
}
