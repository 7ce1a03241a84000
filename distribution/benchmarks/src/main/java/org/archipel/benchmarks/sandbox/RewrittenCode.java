package org.archipel.benchmarks.sandbox;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.archipel.benchmarks.sandbox.code.ArraySum;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same code as it was compiled and as it is rewritten. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RewrittenCode {
    @Param({
        "JsonMapping",
        "TextParsing",
        "WordCount",
        "Sieve",
        "Matrix",
        "ArraySum",
        "BoundedSum",
        "LongLoop",
        "Fibonacci",
        "TreeWalk"
    })
    public String code;

    @Param({"plain", "rewritten"})
    public String form;

    private LongSupplier work;

    @Setup
    public void load() throws ClassNotFoundException {
        Class<? extends LongSupplier> type =
                Class.forName(ArraySum.class.getPackageName() + '.' + code).asSubclass(LongSupplier.class);
        work = ExtensionCode.load(type, form.equals("rewritten"));
    }

    @Benchmark
    public long run() {
        return work.getAsLong();
    }
}
