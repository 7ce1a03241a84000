package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.archipel.sandbox.internal.rewrite.hierarchy.HostResources;
import org.archipel.sandbox.internal.rewrite.hierarchy.PlatformClasses;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;

/** Rewrites all classes of a package together: the rules on one may need to know the others. Thread-safe. */
public final class PackageWeaver {
    /** Changes when the same classes and rules are rewritten in another way, or something else is kept with them. */
    private static final String FORM = "declarations-14";

    private final AllowList list;
    private final PlatformClasses platform;
    private final Guards guards = new Guards();

    public PackageWeaver() {
        this(AllowList.standard(), new PlatformClasses(HostResources.present()));
    }

    PackageWeaver(AllowList list, PlatformClasses platform) {
        this.list = list;
        this.platform = platform;
    }

    /**
     * @param classes rewritten, as far as they could be
     * @param others names of classes outside of the package that those in it mention; some may not exist
     * @param problems errors refuse the package
     */
    public record Result(List<PackageClass> classes, Set<String> others, List<Problem> problems, boolean accepted) {}

    /** @param classes of the package and its embedded jars, in the order of the class path */
    public Result weave(List<PackageClass> classes) {
        Problems problems = new Problems();
        Hierarchy hierarchy = new Hierarchy(platform);
        List<PackageClass> readable = new ArrayList<>();
        for (PackageClass file : classes) {
            try {
                hierarchy.add(file.bytes());
                readable.add(file);
            } catch (RuntimeException e) {
                // The parser trusts its input.
                problems.error(WeaveRules.UNREADABLE, file.place() + file.path(), "the class file cannot be parsed");
            }
        }
        Optional<String> tangled = hierarchy.tangled();
        if (tangled.isPresent()) {
            // Looking for a member there might not end.
            problems.error(
                    WeaveRules.HIERARCHY,
                    tangled.get().replace('/', '.'),
                    "the class is its own parent, or has too many of them");
            return new Result(List.of(), Set.of(), problems.list(), false);
        }
        ClassWeaver weaver = new ClassWeaver(new ApiJudge(list, hierarchy), hierarchy, guards);
        List<PackageClass> woven = new ArrayList<>();
        for (PackageClass file : readable) {
            weaver.weave(file.bytes(), new Origin(file.place()), problems)
                    .ifPresent(bytes -> woven.add(new PackageClass(file.place(), file.path(), bytes)));
        }
        Set<String> others = OtherClasses.of(woven, problems);
        return new Result(List.copyOf(woven), others, problems.list(), !problems.hasErrors());
    }

    /** What the result depends on besides the classes: how they are rewritten, the rules, and the JDK whose API these speak of. */
    public String version() {
        return FORM + '-' + list.version() + '-' + Runtime.version().feature();
    }
}
