package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.Optional;
import org.archipel.guard.Dimensions;
import org.archipel.sandbox.internal.rewrite.hierarchy.EndlessSearchException;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Rewrites one class. The frames stay as the compiler wrote them: only code that runs straight on is put in. */
final class ClassWeaver {
    private final ApiJudge judge;
    private final ClassCheck check;
    private final MethodWeaver methods;
    private final BundleAnswers texts;

    ClassWeaver(ApiJudge judge, Hierarchy hierarchy, Guards guards) {
        this.judge = judge;
        HiddenCalls hidden = new HiddenCalls(judge, hierarchy);
        this.check = new ClassCheck(judge, hidden);
        this.methods = new MethodWeaver(judge, hidden, guards, new ToldSizes(hierarchy));
        this.texts = new BundleAnswers(hierarchy);
    }

    /** @return the rewritten class file; empty if the class is refused */
    Optional<byte[]> weave(byte[] classFile, Origin origin, Problems problems) {
        ClassNode type = new ClassNode();
        try {
            ClassReader reader = new ClassReader(classFile);
            reader.accept(type, 0);
            if (DeepArrays.in(reader)) {
                problems.error(
                        WeaveRules.DIMENSIONS,
                        place(origin, type),
                        "a type is an array of more than " + Dimensions.MOST + " dimensions");
            }
            if (DeepSignatures.in(type)) {
                problems.error(
                        WeaveRules.SIGNATURE,
                        place(origin, type),
                        "generic types stand in more than " + DeepSignatures.MOST + " levels within each other");
                return Optional.empty();
            }
            return Optional.of(weave(type, origin, problems));
        } catch (MethodTooLargeException e) {
            problems.error(
                    WeaveRules.TOO_LARGE,
                    place(origin, type) + '.' + e.getMethodName(),
                    "the method becomes too large");
        } catch (ClassTooLargeException e) {
            problems.error(WeaveRules.TOO_LARGE, place(origin, type), "the class has too many constants");
        } catch (EndlessSearchException e) {
            problems.error(WeaveRules.HIERARCHY, place(origin, type), e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            // The parser trusts its input: an error of any kind means that the class is not what a compiler writes.
            problems.error(
                    WeaveRules.UNREADABLE, place(origin, type), "the class cannot be rewritten: " + e.getMessage());
        }
        return Optional.empty();
    }

    private byte[] weave(ClassNode type, Origin origin, Problems problems) {
        // Attributes that the parser does not know may mean something to the machine.
        type.attrs = null;
        if (origin.embedded() && type.methods.removeIf(ClassCheck::isFinalizer)) {
            problems.denied(origin, place(origin, type), "finalizers");
        }
        List<Judgement> forbidding = check.check(type, origin, problems);
        if (forbidding.isEmpty() && type.superName != null) {
            type.superName = CallWeaver.extended(judge, type.superName);
        }
        Weighing.declareInherited(type);
        Bridges bridges = new Bridges(type);
        for (MethodNode method : type.methods) {
            method.attrs = null;
            methods.weave(new Site(type, method, origin, problems), bridges);
            texts.weave(type, method);
        }
        for (int i = 0; i < bridges.made().size(); i++) {
            MethodNode bridge = bridges.made().get(i);
            methods.weave(new Site(type, bridge, origin, problems), bridges);
            type.methods.add(bridge);
        }
        forbidding.forEach(parent -> ClassCheck.forbidObjects(type, parent));
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static String place(Origin origin, ClassNode type) {
        return origin.place() + (type.name == null ? "?" : type.name.replace('/', '.'));
    }
}
