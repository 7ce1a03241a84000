package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Rewrites one method: what it calls, what it makes, what it locks, and where it can be stopped. */
final class MethodWeaver {
    private static final int MOST_HANDLERS = 4_000;

    private final ApiJudge judge;
    private final CallWeaver calls;
    private final DynamicCallWeaver dynamicCalls;
    private final TypeCheck types;
    private final ToldSizes sizes;

    MethodWeaver(ApiJudge judge, HiddenCalls hidden, Guards guards, ToldSizes sizes) {
        this.judge = judge;
        this.calls = new CallWeaver(judge, guards);
        this.dynamicCalls = new DynamicCallWeaver(judge, hidden, sizes);
        this.types = new TypeCheck(judge);
        this.sizes = sizes;
    }

    void weave(Site site, Bridges bridges) {
        InsnList code = site.method().instructions;
        if (code.size() == 0) {
            return;
        }
        Handlers handlers = new Handlers(site.method());
        if (site.method().tryCatchBlocks != null && site.method().tryCatchBlocks.size() > MOST_HANDLERS) {
            site.error(WeaveRules.HANDLERS, "there are more than " + MOST_HANDLERS + " exception handlers");
            return;
        }
        if (site.isTooMuch(Cost.HANDLER_PAIRS, handlers.pairs())) {
            site.error(WeaveRules.HANDLERS, "the exception handlers of the package take too long to be compared");
            return;
        }
        if (!handlers.prepare()) {
            site.error(WeaveRules.HANDLERS, "exception handlers cover each other");
            return;
        }
        nameCaught(site);
        AbstractInsnNode[] original = code.toArray();
        List<AbstractInsnNode> doubled = Checkpoints.weave(site, this::entersOwn);
        handlers.weave();
        UnfinishedObjects unfinished = new UnfinishedObjects(site.method());
        for (AbstractInsnNode node : original) {
            site.pass(node);
            weave(site, node, bridges, unfinished);
        }
        for (AbstractInsnNode node : doubled) {
            site.pass(node);
            weave(site, node, bridges, unfinished);
        }
        site.makeRoom();
    }

    // Behind an interface of the package may be what its class inherits of the JDK; a constructor may have no
    // checkpoint.
    private boolean entersOwn(MethodInsnNode call) {
        return call.getOpcode() != Opcodes.INVOKEINTERFACE
                && !call.name.equals("<init>")
                && judge.own(judge.method(call.owner, call.name, call.desc));
    }

    private void nameCaught(Site site) {
        if (site.method().tryCatchBlocks != null) {
            for (TryCatchBlockNode block : site.method().tryCatchBlocks) {
                if (block.type != null) {
                    types.named(site, Type.getObjectType(block.type));
                }
            }
        }
    }

    private void weave(Site site, AbstractInsnNode node, Bridges bridges, UnfinishedObjects unfinished) {
        if (node instanceof MethodInsnNode call) {
            calls.weave(site, call);
        } else if (node instanceof FieldInsnNode access) {
            calls.weave(site, access);
        } else if (node instanceof InvokeDynamicInsnNode call) {
            dynamicCalls.weave(site, call, bridges);
        } else if (node instanceof LdcInsnNode constant) {
            load(site, constant);
        } else if (node instanceof TypeInsnNode type) {
            types.named(site, Type.getObjectType(type.desc));
            if (type.getOpcode() == Opcodes.NEW) {
                make(site, type, unfinished);
            } else if (type.getOpcode() == Opcodes.ANEWARRAY) {
                ArrayWeaver.weave(site, type);
            }
        } else if (node instanceof MultiANewArrayInsnNode array) {
            types.named(site, Type.getType(array.desc));
            ArrayWeaver.weave(site, array);
        } else {
            weaveOther(site, node);
            sizes.weave(site, node, bridges.tellsSize(site.method()));
        }
    }

    // The denial before a constructor would come after the class was initialized, perhaps where the stack ends.
    private void make(Site site, TypeInsnNode type, UnfinishedObjects unfinished) {
        judge.unmakeable(type.desc)
                .ifPresent(judgement -> unfinished.insertBefore(
                        type, Code.denial(judgement.api(), judgement.verdict().reason())));
        type.desc = calls.made(site, type.desc);
    }

    private void load(Site site, LdcInsnNode constant) {
        dynamicCalls.constant(site, constant.cst);
        if (constant.cst instanceof Type type) {
            types.named(site, type);
        }
    }

    private static void weaveOther(Site site, AbstractInsnNode node) {
        switch (node.getOpcode()) {
            case Opcodes.NEWARRAY -> ArrayWeaver.weave(site, node);
            case Opcodes.MONITORENTER -> guardMonitor(site, node);
            case Opcodes.JSR, Opcodes.RET -> site.error(WeaveRules.SUBROUTINE, "subroutines are not allowed");
            default -> {}
        }
    }

    // Locks on objects that the platform shares would hold up others.
    private static void guardMonitor(Site site, AbstractInsnNode enter) {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new LdcInsnNode(Type.getObjectType(site.type().name)));
        code.add(Guards.call("Locks", "enter", "(Ljava/lang/Object;Ljava/lang/Class;)V"));
        site.method().instructions.insertBefore(enter, code);
    }
}
