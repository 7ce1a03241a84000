package org.archipel.security.internal.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A small text file that only its owner may read. It is replaced as a whole: after a crash it holds either the old text or the
 * new.
 */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;

    public OwnerOnlyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.exists(path);
    }

    public String read() throws IOException {
        return Files.readString(path);
    }

    /** Whether somebody else than the owner may read it. */
    public boolean isOpenToOthers() throws IOException {
        return isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
    }

    /** Takes the rights of everybody but the owner away. */
    public void close() throws IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        } else {
            restrictAcl(path);
        }
    }

    /** Writes the text to the disk, not only to the system's cache, before it returns. */
    public void write(String text) throws IOException {
        Files.createDirectories(path.getParent());
        Path draft = createDraft();
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    public boolean delete() throws IOException {
        return Files.deleteIfExists(path);
    }

    /** A rename is durable only when its folder is written; where folders cannot be opened, it is so already. */
    private void forceFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private Path createDraft() throws IOException {
        String name = path.getFileName() + ".";
        if (isPosix()) {
            FileAttribute<?> rights = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            return Files.createTempFile(path.getParent(), name, ".new", rights);
        }
        Path draft = Files.createTempFile(path.getParent(), name, ".new");
        restrictAcl(draft);
        return draft;
    }

    private boolean isPosix() throws IOException {
        return Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
    }

    private static void restrictAcl(Path file) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(Files.getOwner(file))
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}
