package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.connector.ConnectorChoice;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.http.EndpointProbe;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.persistence.Ids;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tests connections from the network up: the platform tells DNS, TCP and TLS apart, the connector all that comes after. */
@Component(service = ConnectionDiagnosis.class)
public class ConnectionDiagnosis {
    private final IntegrationService integrations;
    private final IntegrationCheck check;
    private final ConnectorRegistry connectors;
    private final ConnectorChoice choice;
    private final ConnectorSessions sessions;
    private final EndpointProbe probe;
    private final CredentialVault vault;

    @Activate
    public ConnectionDiagnosis(
            @Reference IntegrationService integrations,
            @Reference IntegrationCheck check,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference EndpointProbe probe,
            @Reference CredentialVault vault) {
        this.integrations = integrations;
        this.check = check;
        this.connectors = connectors;
        this.choice = new ConnectorChoice(connectors);
        this.sessions = sessions;
        this.probe = probe;
        this.vault = vault;
    }

    /** Tests a draft without saving it. */
    public ConnectionTest test(Caller caller, IntegrationDraft draft) {
        requireNone(check.draft(caller.organizationId(), draft));
        requireNone(check.connection(
                caller.organizationId(), draft, Optional.ofNullable(draft.credentials()), Optional.empty()));
        Instant now = Instant.now();
        Integration integration = integrations.build(
                caller,
                Ids.next(),
                draft,
                Optional.empty(),
                IntegrationStatus.DRAFT,
                Optional.empty(),
                caller.actor(),
                now,
                now,
                0);
        ObjectNode credentials =
                Optional.ofNullable(draft.credentials()).orElseGet(JsonNodeFactory.instance::objectNode);
        return thoroughly(integration, connectors.require(integration), credentials);
    }

    /** Tests a saved integration with its credentials. */
    public ConnectionTest test(Caller caller, String integrationId) {
        Integration integration = integrations.get(caller, integrationId);
        Optional<ObjectNode> stored = vault.has(caller.organizationId(), integration.credentialsReference())
                ? Optional.of(vault.open(caller.organizationId(), integration.credentialsReference()))
                : Optional.empty();
        IntegrationDraft draft = IntegrationService.draftOf(integration);
        requireNone(check.provider(caller.organizationId(), draft, Optional.of(integration)));
        requireNone(check.connection(caller.organizationId(), draft, stored, Optional.of(integration)));
        // Of a draft whose connector was not there when it was chosen, whoever asks for the test chooses that of now.
        Integration tested =
                integration.providedBy(choice.provider(caller.organizationId(), draft, Optional.of(integration)));
        return thoroughly(tested, connectors.require(tested), stored.orElseGet(JsonNodeFactory.instance::objectNode));
    }

    /** Tests an integration whose settings are known to be complete. */
    public ConnectionTest test(Integration integration, RegisteredConnector connector, ObjectNode credentials) {
        List<Finding> findings = new ArrayList<>(
                probe.probe(Optional.ofNullable(integration.config().endpoint()), connector.grants()));
        if (findings.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILED)) {
            return new ConnectionTest(findings);
        }
        if (connector.definition().can(Capability.TEST)) {
            try (OpenSession session = sessions.open(integration, connector, credentials)) {
                Set<Aspect> told = findings.stream().map(Finding::aspect).collect(Collectors.toSet());
                session.session().test().findings().stream()
                        .filter(finding -> finding.outcome() == Outcome.FAILED || !told.contains(finding.aspect()))
                        .map(finding -> masked(session, finding))
                        .forEach(findings::add);
            } catch (PlatformException e) {
                findings.add(Diagnoses.of(e));
            } catch (RuntimeException | LinkageError e) {
                findings.add(unexpected());
            }
        }
        return new ConnectionTest(findings);
    }

    /** As a person wants to know it: besides, whether the entities are there. */
    private ConnectionTest thoroughly(Integration integration, RegisteredConnector connector, ObjectNode credentials) {
        ConnectionTest test = test(integration, connector, credentials);
        if (!test.successful()) {
            return test;
        }
        List<Finding> findings = new ArrayList<>(test.findings());
        List<String> entities = integration.syncSettings().entities();
        KnownEntities known =
                new KnownEntities(connector.definition(), integration.config().connectorConfig());
        known.find(entities).ifPresent(findings::add);
        if (known.needsRemote(entities)) {
            try (OpenSession session = sessions.open(integration, connector, credentials)) {
                known.ask(entities, session.session())
                        .map(finding -> masked(session, finding))
                        .ifPresent(findings::add);
            } catch (PlatformException e) {
                findings.add(Diagnoses.of(e));
            } catch (RuntimeException | LinkageError e) {
                findings.add(unexpected());
            }
        }
        return new ConnectionTest(findings);
    }

    private static Finding unexpected() {
        return new Finding(
                Aspect.RESPONSE,
                Outcome.FAILED,
                "The connector failed unexpectedly.",
                "Look into the platform's log.",
                0);
    }

    private static Finding masked(OpenSession session, Finding finding) {
        return new Finding(
                finding.aspect(),
                finding.outcome(),
                session.mask().apply(finding.detail()),
                session.mask().apply(finding.suggestion()),
                finding.durationMs());
    }

    private static void requireNone(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new ValidationException("The connection cannot be tested yet.", errors);
        }
    }
}
