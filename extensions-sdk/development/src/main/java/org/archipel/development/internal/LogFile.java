package org.archipel.development.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.ExtensionLogs;
import org.archipel.sandbox.ExtensionLogs.Entry;

/** Appends what the extension writes to its log to a file. */
final class LogFile {
    private static final int MOST = 500;

    private final ExtensionLogs logs;
    private Entry last;

    LogFile(ExtensionLogs logs) {
        this.logs = logs;
    }

    void follow(InstallationInfo installation, Path file) throws IOException {
        List<Entry> entries = logs.tail(installation.organizationId(), installation.installationId(), MOST);
        int known = entries.lastIndexOf(last) + 1;
        if (known == entries.size()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries.subList(known, entries.size())) {
            lines.append(entry.level()).append(' ').append(entry.message()).append('\n');
            if (entry.trace() != null && !entry.trace().isBlank()) {
                lines.append(entry.trace().stripTrailing()).append('\n');
            }
        }
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        last = entries.get(entries.size() - 1);
    }
}
