package org.archipel.marketplace.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Collator;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubmissionQueryTest {
    /** A database compares texts by its own order; that of PostgreSQL is often the one of a language. */
    @Test
    void theFirstPageBeginsAboveEveryIdInTheOrderOfCharactersAndOfLanguages() {
        String id = new UUID(-1, -1).toString();

        assertThat(SubmissionQuery.FIRST_PAGE)
                .usingComparator(Comparator.<String>naturalOrder())
                .isGreaterThan(id)
                .isGreaterThan("0");
        for (Locale language : new Locale[] {Locale.ROOT, Locale.US, Locale.FRANCE}) {
            assertThat(Collator.getInstance(language).compare(SubmissionQuery.FIRST_PAGE, id))
                    .isPositive();
            assertThat(Collator.getInstance(language).compare(SubmissionQuery.FIRST_PAGE, "0"))
                    .isPositive();
        }
    }
}
