package org.archipel.api.extension;

import java.io.InputStream;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** A scratch directory of the installation, emptied when the extension stops and bounded by a quota. Names are plain file names. */
@ProviderType
public interface TempFiles {
    /**
     * Opens a file for writing, replacing an earlier one of that name.
     *
     * @throws org.archipel.api.error.QuotaExceededException from a write that goes past the quota
     */
    OutputStream write(String name);

    /** @throws org.archipel.api.error.NotFoundException if there is no such file */
    InputStream read(String name);

    /** Whether there was such a file. */
    boolean delete(String name);
}
