package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Arrays;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Judges the calls and field accesses of a method, and weaves what their verdicts ask for. */
final class CallWeaver {
    private static final String CONSTRUCTOR = "<init>";

    private final ApiJudge judge;
    private final Guards guards;

    CallWeaver(ApiJudge judge, Guards guards) {
        this.judge = judge;
        this.guards = guards;
    }

    void weave(Site site, MethodInsnNode call) {
        nameParent(site, call);
        Judgement judgement = judge.method(call.owner, call.name, call.desc);
        Verdict verdict = judgement.verdict();
        if (verdict instanceof Verdict.Sized) {
            checkSize(site, call);
        } else if (verdict instanceof Verdict.Wrapped wrapped) {
            wrap(site, call, wrapped);
        } else if (verdict instanceof Verdict.Weighed weighed) {
            Weighing.weave(site, call, weighed.what());
        } else if (verdict instanceof Verdict.Sealed sealed) {
            seal(site, call, sealed);
        } else if (verdict instanceof Verdict.Replaced replaced) {
            replaceMade(site, call, judgement, replaced);
        } else if (verdict instanceof Verdict.Guarded guarded) {
            guard(site, call, judgement, guarded);
        } else if (!judgement.safe() && denies(site, judgement)) {
            site.method().instructions.insertBefore(call, Code.denial(judgement.api(), verdict.reason()));
            dropDenied(site, call);
        }
    }

    // A super call begins at the class's parent, whichever class above it is named.
    private void nameParent(Site site, MethodInsnNode call) {
        if (call.getOpcode() == Opcodes.INVOKESPECIAL
                && !call.itf
                && !call.name.equals(CONSTRUCTOR)
                && !call.owner.equals(site.type().name)) {
            call.owner = judge.parent(site.type().name);
        }
    }

    void weave(Site site, FieldInsnNode access) {
        Judgement judgement = judge.field(access.owner, access.name, access.desc);
        boolean put = access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC;
        if (judgement.verdict() instanceof Verdict.Wrapped wrapped) {
            if (put) {
                site.method().instructions.insertBefore(access, Guards.wrapping(wrapped.guard(), access.desc));
            }
            return;
        }
        boolean harmless = judgement.safe() || judgement.verdict() instanceof Verdict.ReadOnly && !put;
        if (!harmless && denies(site, judgement)) {
            InsnList code = Code.denial(judgement.api(), judgement.verdict().reason());
            if (put) {
                code.add(Code.pop(Type.getType(access.desc)));
            }
            if (access.getOpcode() == Opcodes.GETFIELD || access.getOpcode() == Opcodes.PUTFIELD) {
                code.add(new InsnNode(Opcodes.POP));
            }
            if (!put) {
                code.add(Code.zero(Type.getType(access.desc)));
            }
            replace(site, access, code);
        }
    }

    /** Whether the use is to throw at run time; an error is reported where the package is refused for it. */
    static boolean denies(Site site, Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (verdict instanceof Verdict.Denied || verdict instanceof Verdict.ReadOnly || site.embedded()) {
            site.denied(judgement.api());
            return true;
        }
        site.error(
                verdict instanceof Verdict.Refused ? WeaveRules.REFUSED : WeaveRules.NOT_LISTED,
                judgement.api() + ": " + verdict.reason());
        return false;
    }

    // A constructor stays behind the denial: the object that it would finish cannot be taken from the stack.
    private static void dropDenied(Site site, MethodInsnNode call) {
        if (call.name.equals(CONSTRUCTOR)) {
            return;
        }
        InsnList code = new InsnList();
        Type[] arguments = Type.getArgumentTypes(call.desc);
        for (int i = arguments.length - 1; i >= 0; i--) {
            code.add(Code.pop(arguments[i]));
        }
        if (call.getOpcode() != Opcodes.INVOKESTATIC) {
            code.add(new InsnNode(Opcodes.POP));
        }
        code.add(Code.zero(Type.getReturnType(call.desc)));
        replace(site, call, code);
    }

    private static void replace(Site site, AbstractInsnNode node, InsnList code) {
        site.method().instructions.insertBefore(node, code);
        site.method().instructions.remove(node);
    }

    private void guard(Site site, MethodInsnNode call, Judgement judgement, Verdict.Guarded guarded) {
        InsnList code = new InsnList();
        if (call.name.equals(CONSTRUCTOR)) {
            Guards.Guard guard = guards.before(guarded.guard(), judgement.declaring(), call.desc);
            Locals arguments = site.locals(Type.getArgumentTypes(call.desc));
            arguments.store(code);
            arguments.load(code);
            addCall(site, code, guard);
            arguments.load(code);
            site.method().instructions.insertBefore(call, code);
        } else if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
            // The guard would call the overriding method, not the one above it.
            Judgement above = new Judgement(
                    new Verdict.Refused("it cannot be called by super"), judgement.api(), judgement.declaring());
            if (denies(site, above)) {
                site.method()
                        .instructions
                        .insertBefore(
                                call, Code.denial(above.api(), above.verdict().reason()));
                dropDenied(site, call);
            }
        } else {
            boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
            addCall(
                    site,
                    code,
                    guards.replacing(guarded.guard(), judgement.declaring(), isStatic, call.name, call.desc));
            replace(site, call, code);
        }
    }

    /** The class whose object is made in place of one of the given class; that class, if it is not replaced. */
    String made(Site site, String type) {
        boolean replaced = judge.made(type) instanceof Verdict.Replaced && !type.equals(site.type().superName);
        return replaced ? replacement((Verdict.Replaced) judge.made(type), type) : type;
    }

    /** The class to extend in place of one whose objects are replaced, so that its checks are inherited; that one, if they are not. */
    static String extended(ApiJudge judge, String parent) {
        return judge.made(parent) instanceof Verdict.Replaced replaced ? replacement(replaced, parent) : parent;
    }

    private static String replacement(Verdict.Replaced verdict, String type) {
        return Guards.nested(verdict.guard(), type.substring(type.lastIndexOf('/') + 1));
    }

    private static void replaceMade(Site site, MethodInsnNode call, Judgement judgement, Verdict.Replaced verdict) {
        if (call.owner.equals(site.type().superName)) {
            // Nothing tells its own construction from that of another one.
            site.denied(judgement.api());
            site.method().instructions.insertBefore(call, Code.denial(judgement.api(), "use it, do not extend it"));
            return;
        }
        site.method().instructions.insertBefore(call, new LdcInsnNode(Type.getObjectType(site.type().name)));
        call.owner = replacement(verdict, call.owner);
        call.desc = call.desc.replace(")", "Ljava/lang/Class;)");
    }

    private static void addCall(Site site, InsnList code, Guards.Guard guard) {
        if (guard.wantsCaller()) {
            code.add(new LdcInsnNode(Type.getObjectType(site.type().name)));
        }
        code.add(guard.method());
        if (!guard.result().isEmpty()) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, guard.result()));
        }
    }

    private static void checkSize(Site site, MethodInsnNode call) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        int size = arguments.length - 1;
        while (size >= 0 && arguments[size].getSort() != Type.INT) {
            size--;
        }
        if (size < 0) {
            throw new IllegalStateException("no size in " + call.owner + '.' + call.name + call.desc);
        }
        Type[] spilled = Arrays.copyOfRange(arguments, size + 1, arguments.length);
        Locals behind = site.locals(spilled);
        InsnList code = new InsnList();
        behind.store(code);
        code.add(Guards.call("Sizes", "check", "(I)I"));
        behind.load(code);
        site.method().instructions.insertBefore(call, code);
    }

    // Numbers behind what is wrapped are sizes of buffers.
    private void wrap(Site site, MethodInsnNode call, Verdict.Wrapped wrapped) {
        Type[] types = Type.getArgumentTypes(call.desc);
        String guard = wrapped.guard();
        boolean hasReceiver = call.getOpcode() != Opcodes.INVOKESTATIC && !call.name.equals(CONSTRUCTOR);
        int last = types.length - 1;
        while (last >= 0 && !wraps(guard, types[last], hasReceiver)) {
            last--;
        }
        Locals arguments = site.locals(types);
        InsnList code = new InsnList();
        arguments.store(code);
        if (hasReceiver && guards.looksAtReceiver(guard)) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(Guards.call(guard, Guards.RECEIVER, "(Ljava/lang/Object;)V"));
        }
        boolean together =
                hasReceiver && Arrays.stream(types).anyMatch(type -> guards.wrapsFor(guard, type.getDescriptor()));
        if (together) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new VarInsnNode(Opcodes.ASTORE, arguments.next()));
        }
        for (int i = 0; i < types.length; i++) {
            String type = types[i].getDescriptor();
            if (together && guards.wrapsFor(guard, type)) {
                code.add(new VarInsnNode(Opcodes.ALOAD, arguments.next()));
                code.add(arguments.loadOne(i));
                code.add(Guards.wrappingFor(guard, type));
            } else {
                code.add(arguments.loadOne(i));
                if (guards.wraps(guard, type)) {
                    code.add(Guards.wrapping(guard, type));
                } else if (last >= 0 && i > last && types[i].getSort() == Type.INT) {
                    code.add(Guards.call("Sizes", "check", "(I)I"));
                }
            }
        }
        site.method().instructions.insertBefore(call, code);
    }

    private boolean wraps(String guard, Type type, boolean hasReceiver) {
        return guards.wraps(guard, type.getDescriptor()) || hasReceiver && guards.wrapsFor(guard, type.getDescriptor());
    }

    // Parts that the extension holds already could be used by it while the call makes something of them.
    private static void seal(Site site, MethodInsnNode call, Verdict.Sealed sealed) {
        Type[] types = Type.getArgumentTypes(call.desc);
        Locals arguments = site.locals(types);
        boolean constructs = call.name.equals(CONSTRUCTOR);
        InsnList before = new InsnList();
        arguments.store(before);
        if (constructs) {
            // The new object is kept aside first: nothing says that the code holds it on the stack afterwards.
            before.add(new InsnNode(Opcodes.DUP));
            before.add(new VarInsnNode(Opcodes.ASTORE, arguments.next()));
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i].getSort() == Type.OBJECT) {
                before.add(arguments.loadOne(i));
                before.add(Guards.call(sealed.guard(), "prepare", "(Ljava/lang/Object;)V"));
            }
        }
        arguments.load(before);
        site.method().instructions.insertBefore(call, before);
        InsnList after = new InsnList();
        after.add(constructs ? new VarInsnNode(Opcodes.ALOAD, arguments.next()) : new InsnNode(Opcodes.DUP));
        after.add(Guards.call(sealed.guard(), "seal", "(Ljava/lang/Object;)V"));
        site.method().instructions.insert(call, after);
    }
}
