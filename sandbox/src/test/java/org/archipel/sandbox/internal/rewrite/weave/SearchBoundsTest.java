package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long is looked for what calls mean. */
class SearchBoundsTest extends MadeClasses {
    private void declaring(int interfaces, List<String> parents) {
        List<String> all = IntStream.range(0, interfaces)
                .mapToObj(i -> "com/acme/Declaring" + i)
                .peek(name -> face(name, parents, type -> method(type, ABSTRACT, "foo", "()V", code -> {})))
                .toList();
        type(ACC_SUPER | ACC_ABSTRACT, BAG, OBJECT, all, type -> {});
    }

    private Woven callingFoo(int times, int owners) {
        type(
                ACC_SUPER,
                SAMPLE,
                OBJECT,
                List.of(),
                type -> method(type, ACC_PUBLIC | ACC_STATIC, "run", "(L" + BAG + ";)V", code -> {
                    for (int i = 0; i < times; i++) {
                        code.visitVarInsn(ALOAD, 0);
                        code.visitMethodInsn(INVOKEVIRTUAL, i < owners ? BAG + i : BAG, "foo", "()V", false);
                    }
                    code.visitInsn(RETURN);
                }));
        return Woven.of(classes, "");
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hundredsOfInterfacesWithHundredsAboveAreRefused() {
        declaring(400, empty(500));

        assertThat(callingFoo(1_000, 0).errors()).containsExactly("class.hierarchy");
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMethodIsLookedForOnceHoweverOftenItIsCalled() {
        declaring(300, empty(150));

        assertThat(callingFoo(10_000, 0).errors()).isEmpty();
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPackageWhoseCallsAreLookedForTooLongIsRefused() {
        declaring(250, empty(240));
        for (int i = 0; i < 1_000; i++) {
            type(ACC_SUPER | ACC_ABSTRACT, BAG + i, BAG, List.of(), type -> {});
        }

        assertThat(callingFoo(1_000, 1_000).errors()).containsExactly("class.hierarchy");
    }
}
