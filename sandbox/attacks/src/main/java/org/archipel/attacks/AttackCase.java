package org.archipel.attacks;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.example.attacks.Attack;
import org.example.attacks.Needs;
import org.example.attacks.Probe;
import org.example.attacks.Verdict;

/**
 * One case.
 *
 * @param label the number, with a letter where one number has several forms
 * @param expected the right verdicts
 * @param by what a refusal or denial names; anything if empty
 * @param because why there are two right verdicts; empty if there is one
 * @param calls how many calls run at once
 */
public record AttackCase(
        String label, String title, List<Verdict> expected, String by, String because, int calls, Class<?> type) {
    public AttackCase {
        expected = List.copyOf(expected);
        if (expected.size() > 1 == because.isEmpty()) {
            throw new IllegalArgumentException(label + ": two right verdicts have a reason, and only two");
        }
    }

    static AttackCase of(String label, Class<?> type) {
        Attack attack = type.getAnnotation(Attack.class);
        return new AttackCase(
                label, attack.title(), List.of(attack.expected()), attack.by(), attack.because(), attack.calls(), type);
    }

    /** The package, made anew at each call. */
    public AttackPackage newPackage() {
        String id = "org.example.attacks.case" + label;
        AttackPackage made;
        if (CraftedAttack.class.isAssignableFrom(type)) {
            CraftedAttack crafted = newInstance(type.asSubclass(CraftedAttack.class));
            made = AttackPackage.of(id, crafted.probe());
            crafted.craft(made);
        } else {
            made = AttackPackage.of(id, type.asSubclass(Probe.class));
        }
        if (type.isAnnotationPresent(Needs.class)) {
            made.permission(type.getAnnotation(Needs.class));
        }
        return made;
    }

    private static CraftedAttack newInstance(Class<? extends CraftedAttack> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " needs a constructor without parameters", e);
        }
    }
}
