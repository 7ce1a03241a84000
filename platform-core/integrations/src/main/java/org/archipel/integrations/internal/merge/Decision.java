package org.archipel.integrations.internal.merge;

import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.records.RecordRows.Row;

/**
 * What becomes of one record.
 *
 * @param effect what happens to the hub's record
 * @param row the hub's record as it is to be; empty if it stays as it is
 * @param base what both sides know from now on; empty to leave it as it is
 * @param forget whether the base is to be removed, so that the record is made anew on the remote side
 * @param conflicts fields that changed on both sides
 * @param parked whether a person has to decide
 */
record Decision(
        Effect effect, Optional<Row> row, Optional<Base> base, boolean forget, List<String> conflicts, boolean parked) {
    enum Effect {
        CREATED,
        UPDATED,
        DELETED,
        UNCHANGED
    }

    static Decision nothing() {
        return new Decision(Effect.UNCHANGED, Optional.empty(), Optional.empty(), false, List.of(), false);
    }

    static Decision keep(Base base, List<String> conflicts) {
        return new Decision(Effect.UNCHANGED, Optional.empty(), Optional.of(base), false, conflicts, false);
    }

    static Decision write(Effect effect, Row row, Base base, List<String> conflicts) {
        return new Decision(effect, Optional.of(row), Optional.of(base), false, conflicts, false);
    }

    static Decision park(Base base, List<String> conflicts) {
        return new Decision(Effect.UNCHANGED, Optional.empty(), Optional.of(base.parked()), false, conflicts, true);
    }

    static Decision makeAnew(List<String> conflicts) {
        return new Decision(Effect.UNCHANGED, Optional.empty(), Optional.empty(), true, conflicts, false);
    }
}
