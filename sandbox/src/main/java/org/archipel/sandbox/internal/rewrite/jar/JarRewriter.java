package org.archipel.sandbox.internal.rewrite.jar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;
import org.archipel.sandbox.internal.rewrite.weave.Problem;

/** Makes of an accepted package the jar of its rewritten classes. Thread-safe. */
public final class JarRewriter {
    private static final int MOST_TOLD = 5;

    private final PackageWeaver weaver;

    public JarRewriter(PackageWeaver weaver) {
        this.weaver = weaver;
    }

    /** What the result depends on besides the package. */
    public String version() {
        return weaver.version();
    }

    /**
     * Writes the prepared jar, and the digests of its classes beside it.
     *
     * @param key goes into the manifest as {@link PreparedHeader}
     * @return the file of the digests
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} if the package is refused, as the gate would have told
     */
    public Path rewrite(Path accepted, Path prepared, String key) throws IOException {
        PackageReader.Content content = PackageReader.read(accepted);
        List<PackageClass> classes = content.classes();
        PackageWeaver.Result result = weaver.weave(classes);
        if (!result.accepted()) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the package is refused: " + told(result));
        }
        Map<String, byte[]> byPlace = new HashMap<>();
        Map<String, byte[]> byName = new HashMap<>();
        for (PackageClass file : result.classes()) {
            byPlace.put(file.place() + file.path(), file.bytes());
            // The first on the class path is the one that is loaded.
            byName.putIfAbsent(file.name(), file.bytes());
        }
        try (OutputStream out = Files.newOutputStream(prepared)) {
            new PreparedJar(content, byPlace, key).writeTo(out);
        }
        Path digests = ClassDigests.fileOf(prepared);
        ClassDigests.of(byName, result.others()).write(digests);
        return digests;
    }

    private static String told(PackageWeaver.Result result) {
        return result.problems().stream()
                .filter(problem -> problem.rule().severity() == Severity.ERROR)
                .limit(MOST_TOLD)
                .map(JarRewriter::told)
                .collect(Collectors.joining("; "));
    }

    private static String told(Problem problem) {
        return problem.location() + ": " + problem.message();
    }
}
