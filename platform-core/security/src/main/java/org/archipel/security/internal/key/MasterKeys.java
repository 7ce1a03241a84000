package org.archipel.security.internal.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

    /**
     * The key that wraps what is new; empty before the first one is made. A file is read again, for a rotation of another process
     * may have retired what was current here.
     */
    Optional<MasterKey> current() {
        reload();
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
        if (configured) {
            return keys.get(0);
        }
        MasterKey made = MasterKey.generate();
        keys = file.change(present -> {
            List<MasterKey> extended = new ArrayList<>(present);
            extended.add(0, made);
            return extended;
        });
        return made;
    }

    /**
     * Ends a rotation: forgets the keys that are behind the one in the file, but neither its predecessor nor those that are needed.
     * Keys before it are of later rotations; if it is not there any more, nothing is forgotten.
     */
    void retireBehind(MasterKey kept, Set<String> needed) {
        if (!configured) {
            keys = file.change(present -> {
                int place = present.stream().map(MasterKey::id).toList().indexOf(kept.id());
                return IntStream.range(0, present.size())
                        .filter(i -> place < 0
                                || i <= place + 1
                                || needed.contains(present.get(i).id()))
                        .mapToObj(present::get)
                        .toList();
            });
        }
    }

    /** A file that is gone does not take from a running node what it knows. */
    private void reload() {
        if (!configured) {
            List<MasterKey> read = file.read();
            keys = read.isEmpty() ? keys : read;
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
