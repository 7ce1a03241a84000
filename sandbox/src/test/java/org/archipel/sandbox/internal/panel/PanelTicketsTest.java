package org.archipel.sandbox.internal.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.junit.jupiter.api.Test;

class PanelTicketsTest {
    private static final InstallationInfo INSTALLATION = new InstallationInfo("i1", "o1", "com.acme.x", "1.0.0");

    private final MemoryVault vault = new MemoryVault();
    private final PanelTickets tickets = new PanelTickets(new NoDatabase(), vault);

    @Test
    void aTicketHoldsForItsInstallationInItsVersionOnly() {
        String ticket = tickets.issue(INSTALLATION);
        assertThat(tickets.holds(ticket, INSTALLATION)).isTrue();
        assertThat(tickets.issue(INSTALLATION)).as("a browser's cache knows it").isEqualTo(ticket);
        assertThat(tickets.holds(ticket, new InstallationInfo("i1", "o1", "com.acme.x", "1.0.1")))
                .isFalse();
        assertThat(tickets.holds(ticket, new InstallationInfo("i2", "o1", "com.acme.x", "1.0.0")))
                .isFalse();
        assertThat(tickets.holds(ticket, new InstallationInfo("i1", "o2", "com.acme.x", "1.0.0")))
                .isFalse();
    }

    @Test
    void aTicketCannotBeMadeLongerOrGuessed() {
        String ticket = tickets.issue(INSTALLATION);
        String mac = ticket.substring(ticket.indexOf('.'));
        assertThat(tickets.holds("ffffff" + mac, INSTALLATION)).isFalse();
        assertThat(tickets.holds("1" + mac, INSTALLATION)).as("long past").isFalse();
        assertThat(tickets.holds(".AAAAAAAAAAAAAAAAAAAAAA", INSTALLATION)).isFalse();
        assertThat(tickets.holds("", INSTALLATION)).isFalse();
    }

    @Test
    void anotherNodeWithTheSameVaultTakesIt() {
        String ticket = tickets.issue(INSTALLATION);
        assertThat(new PanelTickets(new NoDatabase(), vault).holds(ticket, INSTALLATION))
                .isTrue();
    }

    private static final class NoDatabase implements UnitOfWork {
        @Override
        public <T> T call(Work<T> work) {
            return work.run(null);
        }

        @Override
        public Dialect dialect() {
            return Dialect.DERBY;
        }
    }

    private static final class MemoryVault implements CredentialVault {
        private final Map<String, ObjectNode> entries = new ConcurrentHashMap<>();

        @Override
        public void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
            entries.put(organizationId + reference, credentials);
        }

        @Override
        public ObjectNode open(String organizationId, String reference) {
            return entries.get(organizationId + reference);
        }

        @Override
        public boolean has(String organizationId, String reference) {
            return entries.containsKey(organizationId + reference);
        }

        @Override
        public void delete(Transaction transaction, String organizationId, String reference) {
            entries.remove(organizationId + reference);
        }
    }
}
