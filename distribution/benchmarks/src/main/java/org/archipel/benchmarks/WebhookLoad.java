package org.archipel.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed webhooks over plain sockets that stay open, signed before the clock runs: both sides share the machine, and what is
 * to be measured is the platform.
 */
final class WebhookLoad {
    private static final byte[] BODY = ("{\"type\":\"deal.updated\",\"data\":{\"id\":\"4711\",\"stage\":\"won\","
                    + "\"note\":\"" + "x".repeat(400) + "\"}}")
            .getBytes(StandardCharsets.UTF_8);

    private WebhookLoad() {}

    /**
     * @param answered ids of webhooks that were answered with success
     * @param milliseconds of each of them
     */
    record Outcome(Set<String> answered, double seconds, double[] milliseconds) {}

    private record Signed(String id, byte[] request) {}

    private record Part(Set<String> answered, List<Double> milliseconds) {}

    static Outcome run(URI address, String secret, String prefix, int count, int connections) {
        return run(address, secret, prefix, count, connections, 0, () -> {});
    }

    /** @param action done once after so many milliseconds; requests that fail from then on are no failure */
    static Outcome run(
            URI address, String secret, String prefix, int count, int connections, long afterMs, Runnable action) {
        List<List<Signed>> work = new ArrayList<>();
        for (int c = 0; c < connections; c++) {
            List<Signed> mine = new ArrayList<>();
            for (int i = 0; i < count / connections; i++) {
                mine.add(sign(address, secret, prefix + "-" + c + "-" + i));
            }
            work.add(mine);
        }
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begin = System.nanoTime();
            List<Future<Part>> parts = work.stream()
                    .map(mine -> threads.submit(() -> send(address, mine, afterMs > 0)))
                    .toList();
            if (afterMs > 0) {
                TimeUnit.MILLISECONDS.sleep(afterMs);
                action.run();
            }
            Set<String> answered = new HashSet<>();
            List<Double> times = new ArrayList<>();
            for (Future<Part> part : parts) {
                answered.addAll(part.get().answered());
                times.addAll(part.get().milliseconds());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(
                    answered,
                    seconds,
                    times.stream().mapToDouble(Double::doubleValue).toArray());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Part send(URI address, List<Signed> webhooks, boolean mayBreak) throws IOException {
        Part part = new Part(new HashSet<>(), new ArrayList<>());
        try (PlainConnection connection = PlainConnection.to(address)) {
            for (Signed webhook : webhooks) {
                long begin = System.nanoTime();
                int status = connection.send(webhook.request());
                if (status != 200) {
                    throw new IllegalStateException("answered " + status);
                }
                part.answered().add(webhook.id());
                part.milliseconds().add((System.nanoTime() - begin) / 1e6);
            }
        } catch (IOException e) {
            if (!mayBreak) {
                throw e;
            }
        }
        return part;
    }

    private static Signed sign(URI address, String secret, String id) {
        String time = Long.toString(Instant.now().getEpochSecond());
        String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length + "\r\nwebhook-id: " + id
                + "\r\nwebhook-timestamp: " + time + "\r\nwebhook-signature: v1," + mac(secret, id, time) + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(BODY);
        return new Signed(id, request.toByteArray());
    }

    private static String mac(String secret, String id, String time) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(BODY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
