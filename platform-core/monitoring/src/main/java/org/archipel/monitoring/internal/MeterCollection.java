package org.archipel.monitoring.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Collects what all bundles record to Micrometer's global registry, and what the JVM tells of itself. Thread-safe. */
@Component(service = MeterCollection.class)
public final class MeterCollection {
    /** Meters, each with its labels; what is more, by a bug or by an attack, is not collected. */
    private static final int MOST_METERS = 20_000;

    private static final double[] BOUNDS = Stream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    @Activate
    public MeterCollection() {
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableMetrics(MOST_METERS))
                .meterFilter(new Histograms());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Metrics.addRegistry(registry);
    }

    @Deactivate
    public void close() {
        Metrics.removeRegistry(registry);
        collections.close();
        registry.close();
    }

    /** All figures in Prometheus' text format 0.0.4. */
    String text() {
        return registry.scrape();
    }

    /** Times of the platform are counted in buckets, from which a server computes percentiles over nodes and periods. */
    private static final class Histograms implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (id.getType() != Meter.Type.TIMER || !id.getName().startsWith("archipel.")) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(BOUNDS)
                    .build()
                    .merge(config);
        }
    }
}
