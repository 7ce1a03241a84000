package org.archipel.itests.attack;

import java.util.Optional;
import org.archipel.attacks.AttackCase;
import org.example.attacks.Verdict;

/**
 * What became of a case.
 *
 * @param verdict empty if it ended in none of the ways that there are
 * @param detail for a person
 * @param hostHarmed whether the platform is not what it was before
 */
record Outcome(Optional<Verdict> verdict, String detail, boolean hostHarmed) {
    static Outcome of(Verdict verdict, String detail) {
        return new Outcome(Optional.of(verdict), detail, false);
    }

    /** The sandbox did not hold. */
    static Outcome broken(String detail) {
        return new Outcome(Optional.empty(), detail, false);
    }

    /** The platform did not stay what it was. */
    static Outcome harmed(String detail) {
        return new Outcome(Optional.empty(), detail, true);
    }

    /** Whether it is one of the right verdicts, for the reason that the case names. */
    boolean right(AttackCase attack) {
        boolean reasoned = attack.by().isEmpty() || detail.contains(attack.by());
        return reasoned && verdict.filter(attack.expected()::contains).isPresent();
    }

    /** One word for a table. */
    String word() {
        return verdict.map(Verdict::name).orElse("BROKEN");
    }

    @Override
    public String toString() {
        return word() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
