package org.archipel.security.internal.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.security.internal.SecurityConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The master keys of the installation, from the configuration or else from a file. The first one wraps what is new, the others
 * open what was wrapped before. Thread-safe.
 */
@Component(service = MasterKeys.class)
public final class MasterKeys {
    private final boolean configured;
    private final MasterKeyFile file;
    private volatile List<MasterKey> keys;

    @Activate
    public MasterKeys(@Reference SecurityConfig config) {
        this.file = new MasterKeyFile(config.masterKeyFile());
        this.configured = config.masterKey().isPresent();
        this.keys = configured ? configuredKeys(config) : file.read();
    }

    /** The key that wraps what is new; empty before the first one is made. */
    Optional<MasterKey> current() {
        return keys.stream().findFirst();
    }

    /** Finds a key by its id; a file is read again, for another process may have changed it. */
    MasterKey byId(String id) {
        return known(id)
                .or(() -> {
                    reload();
                    return known(id);
                })
                .orElseThrow(() -> new SealException(
                        "The master key " + id + " is missing: it is neither in the configuration nor in its file",
                        null));
    }

    /** Makes the first key of an installation, unless another process was faster. */
    MasterKey create() {
        if (!configured) {
            keys = file.change(present -> present.isEmpty() ? List.of(MasterKey.generate()) : present);
        }
        return keys.get(0);
    }

    /**
     * Begins a rotation: from now on a new key is in use, and the former ones are still accepted. Keys of the configuration are
     * changed there, by the administrator, before.
     */
    MasterKey advance() {
        if (!configured) {
            keys = file.change(present -> {
                List<MasterKey> extended = new ArrayList<>(present);
                extended.add(0, MasterKey.generate());
                return extended;
            });
        }
        return keys.get(0);
    }

    /** Ends a rotation: forgets all keys but the one, once nothing is wrapped by them any more. */
    void retireAllBut(MasterKey kept) {
        if (!configured) {
            keys = file.change(present ->
                    present.stream().filter(key -> key.id().equals(kept.id())).toList());
        }
    }

    private void reload() {
        if (!configured) {
            keys = file.read();
        }
    }

    private Optional<MasterKey> known(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static List<MasterKey> configuredKeys(SecurityConfig config) {
        List<MasterKey> keys = new ArrayList<>();
        config.masterKey().map(MasterKey::parse).ifPresent(keys::add);
        config.previousMasterKeys().stream().map(MasterKey::parse).forEach(keys::add);
        return List.copyOf(keys);
    }
}
