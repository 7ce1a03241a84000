package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rule.Rule;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** The method that is being rewritten, and where in it. Not thread-safe. */
final class Site {
    // The most that woven code has on the stack above what it found: a product of two words and a factor, or a class.
    private static final int STACK = 4;

    private final ClassNode type;
    private final MethodNode method;
    private final Origin origin;
    private final Problems problems;
    private int line;
    private int mostLocals;

    Site(ClassNode type, MethodNode method, Origin origin, Problems problems) {
        this.type = type;
        this.method = method;
        this.origin = origin;
        this.problems = problems;
        this.mostLocals = method.maxLocals;
    }

    ClassNode type() {
        return type;
    }

    MethodNode method() {
        return method;
    }

    boolean embedded() {
        return origin.embedded();
    }

    /** Takes note of the line that a node begins. */
    void pass(AbstractInsnNode node) {
        if (node instanceof LineNumberNode number) {
            line = number.line;
        }
    }

    /** A variable of its own for a number, past those of the method. */
    int number() {
        int variable = method.maxLocals++;
        mostLocals = Math.max(mostLocals, method.maxLocals);
        return variable;
    }

    /** Variables past those of the method, and one more behind them. */
    Locals locals(Type[] types) {
        Locals locals = new Locals(method.maxLocals, types);
        mostLocals = Math.max(mostLocals, locals.next() + 1);
        return locals;
    }

    /** Makes room for what was woven; the last step. */
    void makeRoom() {
        method.maxLocals = mostLocals;
        method.maxStack += STACK;
    }

    void error(Rule rule, String message) {
        problems.error(rule, location(), message);
    }

    /** Whether the package costs too much with this. */
    boolean isTooMuch(Cost cost, long more) {
        return problems.isTooMuch(cost, more);
    }

    void denied(String api) {
        problems.denied(origin, location(), api);
    }

    private String location() {
        String name = type.name.replace('/', '.') + '.' + method.name;
        return origin.place() + name + (line > 0 ? " (line " + line + ')' : "");
    }
}
