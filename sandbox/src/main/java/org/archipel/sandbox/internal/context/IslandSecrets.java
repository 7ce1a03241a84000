package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.secret.Secrets;
import org.archipel.sandbox.ExtensionSecrets;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.security.CredentialVault;

/** Reads the secrets that the organization keeps for the installation. */
final class IslandSecrets implements Secrets {
    private final LiveIsland island;
    private final CredentialVault vault;

    IslandSecrets(LiveIsland island, CredentialVault vault) {
        this.island = island;
        this.vault = vault;
    }

    @Override
    public Optional<String> read(String name) {
        island.policy().requireSecret(name);
        InstallationInfo installation = island.installation();
        try {
            JsonNode secret = vault.open(
                            installation.organizationId(), ExtensionSecrets.reference(installation.installationId()))
                    .path(name);
            return Optional.ofNullable(secret.textValue());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
