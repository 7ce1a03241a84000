package org.archipel.messaging.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an administrator may set for jobs and events, read from framework properties.
 *
 * @param node name of this node; must differ between nodes that run at the same time ({@code archipel.node})
 * @param threads jobs that run at the same time on a node ({@code archipel.jobs.threads}, default 16)
 * @param organizationThreads how many of them one organization may take ({@code archipel.jobs.organization.threads}, default three
 *     quarters of the threads)
 * @param poll how often due jobs are looked for without a wake-up ({@code archipel.jobs.poll.millis}, default 1000)
 * @param heartbeat sign of life of running jobs; four missing ones mean a dead node ({@code archipel.jobs.heartbeat.millis},
 *     default 5000)
 * @param cancelGrace how long a run may take to notice that it is to stop before its thread is interrupted ({@code
 *     archipel.jobs.cancel.grace.millis}, default 5000)
 * @param shutdownWait how long a stop waits for running jobs before it interrupts them ({@code archipel.jobs.shutdown.millis},
 *     default 8000)
 * @param jobRetention how long ended jobs are kept ({@code archipel.jobs.retention.days}, default 30)
 * @param eventRetention how long events are kept ({@code archipel.events.retention.days}, default 7)
 * @param streams event streams of one caller at the same time ({@code archipel.events.streams}, default 8)
 */
public record MessagingConfig(
        String node,
        int threads,
        int organizationThreads,
        Duration poll,
        Duration heartbeat,
        Duration cancelGrace,
        Duration shutdownWait,
        Duration jobRetention,
        Duration eventRetention,
        int streams) {
    private static final int MAX_NODE = 50;

    /**
     * @param property value of a framework property; null when it is not set
     * @throws IllegalArgumentException naming the property whose value is not acceptable
     */
    public static MessagingConfig of(Function<String, String> property) {
        int threads = number(property, "archipel.jobs.threads", 16);
        String node = Optional.ofNullable(property.apply("archipel.node")).orElse("node");
        return new MessagingConfig(
                node.substring(0, Math.min(MAX_NODE, node.length())),
                threads,
                number(property, "archipel.jobs.organization.threads", Math.max(1, threads * 3 / 4)),
                Duration.ofMillis(number(property, "archipel.jobs.poll.millis", 1_000)),
                Duration.ofMillis(number(property, "archipel.jobs.heartbeat.millis", 5_000)),
                Duration.ofMillis(number(property, "archipel.jobs.cancel.grace.millis", 5_000)),
                Duration.ofMillis(number(property, "archipel.jobs.shutdown.millis", 8_000)),
                Duration.ofDays(number(property, "archipel.jobs.retention.days", 30)),
                Duration.ofDays(number(property, "archipel.events.retention.days", 7)),
                number(property, "archipel.events.streams", 8));
    }

    private static int number(Function<String, String> property, String name, int ifAbsent) {
        String text = property.apply(name);
        if (text == null || text.isBlank()) {
            return ifAbsent;
        }
        try {
            int value = Integer.parseInt(text.trim());
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but is '" + text + "'", e);
        }
        throw new IllegalArgumentException(name + " must be positive, but is '" + text + "'");
    }
}
