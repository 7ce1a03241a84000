package org.archipel.sandbox.internal.rewrite.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The API of the JDK and the platform that extensions may use, read from the files in {@code allow/}. What no rule speaks of is not
 * allowed. The narrowest rule counts: a member with its parameters, a member, that member of all safe types of a package, a type, the
 * types around it, its package, the packages around that. Immutable.
 */
public final class AllowList {
    private static final String FOLDER = "/allow/";
    private static final List<String> FILES = List.of(
            "java.lang.txt",
            "java.io.txt",
            "java.math.txt",
            "java.net.txt",
            "java.nio.txt",
            "java.security.txt",
            "java.text.txt",
            "java.time.txt",
            "java.util.txt",
            "java.util.collections.txt",
            "java.util.concurrent.txt",
            "java.util.logging.txt",
            "java.util.stream.txt",
            "java.util.zip.txt",
            "javax.crypto.txt",
            "jdk.txt",
            "jackson.txt",
            "platform.txt",
            "extends.txt");
    private static final String CONSTRUCTOR = "#<init>";
    private static final AllowList STANDARD = read();

    private final Map<String, Verdict> uses;
    private final Map<String, Verdict> extensions;
    private final String version;
    private final Set<String> makeable;

    private AllowList(Map<String, Verdict> uses, Map<String, Verdict> extensions, String version) {
        this.uses = Map.copyOf(uses);
        this.extensions = Map.copyOf(extensions);
        this.version = version;
        this.makeable = this.uses.entrySet().stream()
                .filter(rule -> rule.getKey().contains(CONSTRUCTOR))
                .filter(rule ->
                        !(rule.getValue() instanceof Verdict.Denied || rule.getValue() instanceof Verdict.Refused))
                .map(rule -> rule.getKey().substring(0, rule.getKey().indexOf('#')))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The list that comes with the platform. */
    public static AllowList standard() {
        return STANDARD;
    }

    private static AllowList read() {
        Map<String, Verdict> uses = new HashMap<>();
        Map<String, Verdict> extensions = new HashMap<>();
        RuleFile reader = new RuleFile(uses, extensions);
        MessageDigest digest = sha256();
        for (String file : FILES) {
            byte[] bytes = bytes(FOLDER + file);
            digest.update(bytes);
            reader.read(file, new String(bytes, StandardCharsets.UTF_8).lines().toList());
        }
        return new AllowList(uses, extensions, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = AllowList.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Digest of all rules: another version of the rules has another one. */
    public String version() {
        return version;
    }

    /** All rules on uses, by target. */
    public Map<String, Verdict> uses() {
        return Collections.unmodifiableMap(uses);
    }

    /** All rules on extending, by type. */
    public Map<String, Verdict> extensions() {
        return Collections.unmodifiableMap(extensions);
    }

    /**
     * On the use of a member.
     *
     * @param type binary name of the type that declares it, for example {@code java.util.Map$Entry}
     * @param parameters in source form, for example {@code (int,java.lang.String)}; empty for a field
     */
    public Verdict member(String type, String name, String parameters) {
        Verdict exact = uses.get(type + '#' + name + parameters);
        if (exact != null) {
            return exact;
        }
        Verdict byName = uses.get(type + '#' + name);
        return byName != null ? byName : ofPackages(type, '#' + name + parameters, type(type));
    }

    // Of the members of that name and parameters which the safe types of a package, and those around it, declare.
    private Verdict ofPackages(String type, String member, Verdict verdict) {
        Verdict found = verdict;
        int dot = type.lastIndexOf('.');
        while (found == verdict && verdict instanceof Verdict.Safe && dot > 0) {
            String types = type.substring(0, dot) + ".**";
            found = uses.getOrDefault(types + member, uses.getOrDefault(types + name(member), verdict));
            dot = type.lastIndexOf('.', dot - 1);
        }
        return found;
    }

    /** On members of that name and parameters of collections and formats, which are watched whoever declares them. */
    public Optional<Verdict> watched(String name, String parameters) {
        return Stream.of("java.util.**#", "java.text.**#")
                .map(types -> uses.get(types + name + parameters))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String name(String member) {
        int parameters = member.indexOf('(');
        return parameters < 0 ? member : member.substring(0, parameters);
    }

    /** On a type as a whole. */
    public Verdict type(String type) {
        for (String name = type; ; name = name.substring(0, name.lastIndexOf('$'))) {
            Verdict verdict = uses.get(name);
            if (verdict != null) {
                return verdict;
            }
            if (name.lastIndexOf('$') <= name.lastIndexOf('.') + 1) {
                return byPackage(name);
            }
        }
    }

    private Verdict byPackage(String type) {
        int dot = type.lastIndexOf('.');
        if (dot < 0) {
            return Verdict.UNLISTED;
        }
        Verdict direct = uses.get(type.substring(0, dot) + ".*");
        for (String name = type.substring(0, dot); direct == null; name = name.substring(0, dot)) {
            direct = uses.get(name + ".**");
            dot = name.lastIndexOf('.');
            if (dot < 0) {
                return direct == null ? Verdict.UNLISTED : direct;
            }
        }
        return direct;
    }

    /** Whether a rule of its own lets some constructor of the type be called, whatever there is on the type as a whole. */
    public boolean makes(String type) {
        return makeable.contains(type);
    }

    /** On extending or implementing a type; empty if there is no rule of its own on that. */
    public Optional<Verdict> extending(String type) {
        return Optional.ofNullable(extensions.get(type));
    }
}
