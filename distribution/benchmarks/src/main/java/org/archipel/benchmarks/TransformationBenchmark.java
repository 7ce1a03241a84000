package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.archipel.javascript.internal.GraalJavaScript;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.internal.engine.RuleCompiler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A document read and written, with and without a transformation in between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransformationBenchmark {
    private static final byte[] DOCUMENT = """
            {"id":1234567,"name":" Ada Lovelace ","email":"ADA@example.org","age":"36","address":{"city":"LISBON",
            "zip":"1000-001","country":"PT"},"tags":["a","b","c"],"created":"2024-05-01T10:20:30Z","amount":12.5,
            "active":true,"phone":"+351 123 456 789"}""".getBytes(StandardCharsets.UTF_8);

    private static final String MAPPING = """
            {"name":"ten fields","type":"MAP","rules":[
            {"operation":"COPY","source":"/id","target":"/id"},
            {"operation":"CONVERT","source":"/name","target":"/fullName","parameters":{"functions":"trim"}},
            {"operation":"CONVERT","source":"/email","target":"/contact/email","parameters":{"functions":"lower"}},
            {"operation":"COPY","source":"/phone","target":"/contact/phone"},
            {"operation":"CONVERT","source":"/age","target":"/age","parameters":{"functions":"toInteger"}},
            {"operation":"COPY","source":"/address/city","target":"/city"},
            {"operation":"COPY","source":"/address/zip","target":"/postalCode"},
            {"operation":"LOOKUP","source":"/address/country","target":"/country",
            "parameters":{"table":{"PT":"Portugal","FR":"France"}}},
            {"operation":"COPY","source":"/amount","target":"/amount"},
            {"operation":"COPY","source":"/active","target":"/active"}]}""";

    private static final String SCRIPT = """
            {"name":"script","type":"CUSTOM","rules":[{"operation":"JAVASCRIPT","parameters":{"script":
            "r => ({id: r.id, fullName: r.name.trim(), email: r.email.toLowerCase(), phone: r.phone, age: Number(r.age), city: r.address.city, postalCode: r.address.zip, country: r.address.country, amount: r.amount, active: r.active})"}}]}""";

    private final ObjectMapper mapper = new ObjectMapper();
    private GraalJavaScript javaScript;
    private RuleCompiler compiler;
    private RuleSet mapping;
    private RuleSet script;
    private JsonNode tree;

    @Setup
    public void compile() throws IOException {
        javaScript = new GraalJavaScript();
        compiler = new RuleCompiler(() -> javaScript, new NoExtensions(), new NoExtensions());
        mapping = compiler.compile("organization", mapper.readValue(MAPPING, TransformationDefinition.class));
        script = compiler.compile("organization", mapper.readValue(SCRIPT, TransformationDefinition.class));
        tree = mapper.readTree(DOCUMENT);
    }

    @TearDown
    public void close() {
        compiler.close();
        javaScript.close();
    }

    @Benchmark
    public byte[] parseAndWrite() throws IOException {
        return mapper.writeValueAsBytes(mapper.readTree(DOCUMENT));
    }

    @Benchmark
    public JsonNode mapping() {
        return mapping.apply(tree).orThrow();
    }

    @Benchmark
    public JsonNode script() {
        return script.apply(tree).orThrow();
    }

    @Benchmark
    public byte[] parseMapAndWrite() throws IOException {
        return mapper.writeValueAsBytes(mapping.apply(mapper.readTree(DOCUMENT)).orThrow());
    }

    @Benchmark
    public byte[] parseScriptAndWrite() throws IOException {
        return mapper.writeValueAsBytes(script.apply(mapper.readTree(DOCUMENT)).orThrow());
    }

    /** No extension is installed. */
    private static final class NoExtensions implements ExtensionOffers, CallBoundary {
        @Override
        public <T> List<Offer<T>> all(Class<T> type, String organizationId) {
            return List.of();
        }

        @Override
        public <T> List<Offer<T>> named(Class<T> type, String organizationId, String name) {
            return List.of();
        }

        @Override
        public <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name) {
            return Optional.empty();
        }

        @Override
        public <T> T guard(Class<T> type, T service, String location) {
            return service;
        }

        @Override
        public void run(String location, Duration limit, Runnable work) {
            work.run();
        }

        @Override
        public <T> T batch(Object guarded, Duration limit, Supplier<T> work) {
            return work.get();
        }
    }
}
