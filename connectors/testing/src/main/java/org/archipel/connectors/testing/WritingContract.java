package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.PlatformException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;

/** No record is made twice, whatever goes wrong meanwhile. */
public interface WritingContract extends ConnectorSubject {
    /** How many records are made. */
    int MADE = 30;

    /** As the platform writes: what may have come about is looked for, and sent again only where that makes no second record. */
    @Test
    default void faultsOfEveryKindTogetherMakeNoRecordTwice() {
        if (draft(1).isEmpty()) {
            return;
        }
        int before = connected().readAll(written(), Optional.empty(), 1000).size();
        Map.of(
                        Fault.DROP,
                        3,
                        Fault.RATE_LIMIT,
                        7,
                        Fault.SERVER_ERROR,
                        5,
                        Fault.GARBAGE,
                        11,
                        Fault.HTML,
                        13,
                        Fault.ERROR_BODY,
                        17)
                .forEach((fault, pace) -> emulator().faults().every(fault, pace));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < MADE; i++) {
            attempts.add(new Attempt(TestIntegration.create(draft(i))));
        }
        for (int round = 0; round < 20; round++) {
            if (round == 15) {
                // Some need many requests to find what they made.
                emulator().faults().clear();
            }
            attempts.stream().filter(attempt -> !attempt.over).forEach(this::tryOnce);
        }
        assertThat(attempts).allMatch(attempt -> attempt.over);
        int made = (int) attempts.stream().filter(attempt -> attempt.made).count();
        assertThat(connected().readAll(written(), Optional.empty(), 1000).size() - before)
                .isBetween(made, MADE);
    }

    private void tryOnce(Attempt attempt) {
        try (var session = connected().open()) {
            if (attempt.open) {
                attempt.made = session.locate(written(), List.of(attempt.record))
                        .get(0)
                        .isPresent();
                attempt.over = attempt.made || !session.mayRepeat(written(), attempt.record);
                if (attempt.over) {
                    return;
                }
            }
            attempt.open = true;
            WriteResult result =
                    session.write(written(), List.of(attempt.record)).get(0);
            attempt.made = result.outcome() == WriteResult.Outcome.CREATED;
            attempt.over = attempt.made;
            // What was refused, or not sent at all, is sent as something new by the next run.
            attempt.open = result.outcome() == WriteResult.Outcome.FAILED && result.retryable();
        } catch (PlatformException e) {
            // The sync ends; the next one begins with what it left open.
            assertNoSecret(e.getMessage());
        }
    }

    /** A creation as the platform sees it through. */
    final class Attempt {
        private final WriteRecord record;
        /** It was sent, and what became of it is not known. */
        private boolean open;

        private boolean made;
        private boolean over;

        Attempt(WriteRecord record) {
            this.record = record;
        }
    }
}
