package org.archipel.gateway.internal.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Transaction;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the secrets of definitions in the vault, apart from them. Thread-safe. */
@Component(service = ApiSecrets.class)
public class ApiSecrets {
    /** Members of the authentication's settings that are secret. */
    private static final List<String> SETTINGS = List.of("secret", "clientSecret");

    private static final String INTEGRATION = "integration/";

    private final CredentialVault vault;

    @Activate
    public ApiSecrets(@Reference CredentialVault vault) {
        this.vault = vault;
    }

    /** The API with its secrets. */
    public CustomApi open(CustomApi api) {
        if (!mayHave(api.definition())) {
            return api;
        }
        return vault.find(api.organizationId(), reference(api))
                .map(secrets -> api.with(filled(api.definition(), secrets), api.updatedAt()))
                .orElse(api);
    }

    /** Stores the secrets of an API, in the place of those before. */
    public void put(Transaction transaction, CustomApi api) {
        ObjectNode secrets = of(api.definition());
        if (!secrets.isEmpty()) {
            vault.put(transaction, api.organizationId(), reference(api), secrets);
        } else {
            vault.delete(transaction, api.organizationId(), reference(api));
        }
    }

    public void delete(Transaction transaction, CustomApi api) {
        vault.delete(transaction, api.organizationId(), reference(api));
    }

    private static String reference(CustomApi api) {
        return "custom-api/" + api.id();
    }

    private static boolean mayHave(ApiDefinition definition) {
        AuthenticationSettings.Type type = definition.config().authentication().type();
        return type == AuthenticationSettings.Type.JWT
                || type == AuthenticationSettings.Type.OAUTH2
                || definition.config().integrations().stream().anyMatch(one -> one.authentication() != null);
    }

    /** The definition without its secrets. */
    public static ApiDefinition stripped(ApiDefinition definition) {
        AuthenticationSettings authentication = definition.config().authentication();
        ObjectNode settings = authentication.settings().deepCopy();
        settings.remove(SETTINGS);
        return definition.with(definition
                .config()
                .with(
                        authentication.with(settings),
                        definition.config().integrations().stream()
                                .map(one -> with(one, null))
                                .toList()));
    }

    private static ObjectNode of(ApiDefinition definition) {
        ObjectNode secrets = JsonNodeFactory.instance.objectNode();
        ObjectNode settings = definition.config().authentication().settings();
        SETTINGS.stream().filter(settings::hasNonNull).forEach(name -> secrets.set(name, settings.get(name)));
        definition.config().integrations().stream()
                .filter(one ->
                        one.authentication() != null && one.authentication().secret() != null)
                .forEach(one ->
                        secrets.put(INTEGRATION + one.id(), one.authentication().secret()));
        return secrets;
    }

    /** The definition with the secrets of another in the places where it has none: what is not said again stays. */
    public static ApiDefinition keeping(ApiDefinition definition, ApiDefinition before) {
        return filled(definition, of(before));
    }

    private static ApiDefinition filled(ApiDefinition definition, ObjectNode secrets) {
        AuthenticationSettings authentication = definition.config().authentication();
        ObjectNode settings = authentication.settings().deepCopy();
        boolean tokens = authentication.type() == AuthenticationSettings.Type.JWT
                || authentication.type() == AuthenticationSettings.Type.OAUTH2;
        SETTINGS.stream()
                .filter(name -> tokens && !settings.hasNonNull(name) && secrets.hasNonNull(name))
                .forEach(name -> settings.set(name, secrets.get(name)));
        return definition.with(definition
                .config()
                .with(
                        authentication.with(settings),
                        definition.config().integrations().stream()
                                .map(one -> one.authentication() == null
                                                || one.authentication().secret() != null
                                                || !secrets.hasNonNull(INTEGRATION + one.id())
                                        ? one
                                        : with(
                                                one,
                                                secrets.get(INTEGRATION + one.id())
                                                        .textValue()))
                                .toList()));
    }

    private static ApiIntegration with(ApiIntegration integration, String secret) {
        UpstreamAuthentication proof = integration.authentication();
        return proof == null
                ? integration
                : integration.with(new UpstreamAuthentication(proof.type(), proof.header(), proof.username(), secret));
    }
}
