package org.archipel.integrations.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class IntegrationLogTest {
    private House house;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void whoWritesWithoutEndLeavesRoomForOthers() {
        Integration flooding = house.active(House.draft(List.of()));
        Integration other = house.active(House.draft(List.of()));
        for (int i = 0; i < 3 * LogAllowance.MOST / (2_000 + LogAllowance.LINE); i++) {
            house.log.warn(flooding, "x".repeat(1_000_000));
        }

        house.log.warn(other, "still there");

        assertThat(house.log.list(house.organization, other.id(), Optional.empty(), "", 10))
                .extracting(LogEntry::message)
                .contains("still there");
        assertThat(house.log.list(house.organization, flooding.id(), Optional.empty(), "", 10_000))
                .hasSizeLessThan(2 * LogAllowance.MOST / 2_000 + 2)
                .extracting(LogEntry::message)
                .contains("Lines were left out here: more than may be written in a minute");
    }

    /** Lines are written many at a time, those of all integrations. */
    @DatabaseTest
    void aLineThatNoDatabaseKeepsTakesNoOtherWithIt() {
        Integration integration = house.active(House.draft(List.of()));
        house.log.warn(integration, "before");
        house.log.warn(integration, "a\u0000b");
        house.log.warn(integration, "x".repeat(1_999) + "\ud83d\ude00".repeat(1_000));
        house.log.warn(integration, "after");
        assertThat(house.log.list(house.organization, integration.id(), Optional.empty(), "", 10))
                .extracting(LogEntry::message)
                .contains("before", "a b", "after")
                .allSatisfy(message -> assertThat(message).doesNotMatch("(?s).*[\ud800-\udbff]$"));
    }
}
