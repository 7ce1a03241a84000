package org.example.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/** Reading and writing files of the host. */
public final class FileAttacks {
    private FileAttacks() {}

    @Attack(number = 1, title = "Files.readAllBytes", expected = Verdict.DENIED)
    public static final class ReadAllBytes extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new String(Files.readAllBytes(Path.of(stage.secret())), UTF_8);
        }
    }

    @Attack(number = 2, title = "Files::readAllBytes as a method reference", expected = Verdict.DENIED)
    public static final class ReadByReference extends Probe {
        private interface Reader {
            byte[] read(Path path) throws IOException;
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            Reader reader = Files::readAllBytes;
            return new String(reader.read(Path.of(stage.secret())), UTF_8);
        }
    }

    @Attack(number = 3, title = "FileInputStream", expected = Verdict.DENIED)
    public static final class ReadStream extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (InputStream in = new FileInputStream(stage.secret())) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 4, title = "Scanner of a File", expected = Verdict.DENIED)
    public static final class ScanFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Scanner scanner = new Scanner(new File(stage.secret()), UTF_8)) {
                return scanner.nextLine();
            }
        }
    }

    @Attack(number = 5, title = "PrintWriter of a file name", expected = Verdict.DENIED)
    public static final class PrintToFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (PrintWriter writer = new PrintWriter(stage.fresh(), UTF_8)) {
                writer.println("written");
            }
            return "written";
        }
    }

    @Attack(number = 6, title = "RandomAccessFile", expected = Verdict.DENIED)
    public static final class RandomAccess extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(stage.secret(), "r")) {
                return file.readLine();
            }
        }
    }

    @Attack(number = 7, title = "File.exists", expected = Verdict.DENIED)
    public static final class Exists extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new File(stage.secret()).exists();
        }
    }

    @Attack(number = 8, title = "Out of the granted directory by ..", expected = Verdict.DENIED)
    @Needs(resource = "files", action = "temp")
    public static final class DotDot extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            String up = "../".repeat(40);
            try (InputStream in = context().tempFiles().read(up + stage.secret().substring(1))) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 9, title = "The file system's provider, without Files", expected = Verdict.DENIED)
    public static final class Provider extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Path path = Path.of(stage.secret());
            try (InputStream in = path.getFileSystem().provider().newInputStream(path)) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 10, title = "The jrt file system", expected = Verdict.DENIED)
    public static final class Jrt extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            FileSystem jrt = FileSystems.getFileSystem(URI.create("jrt:/"));
            return Files.exists(jrt.getPath("/modules/java.base"));
        }
    }

    @Attack(number = 10, title = "A zip file system", expected = Verdict.DENIED)
    public static final class Zip extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            URI uri = URI.create("jar:file:" + stage.folder() + "/written.zip");
            try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
                return zip.toString();
            }
        }
    }

    @Attack(number = 11, title = "FileDescriptor.out", expected = Verdict.DENIED)
    public static final class Descriptor extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write(new byte[] {'!'});
            }
            return "written";
        }
    }

    @Attack(number = 177, title = "Files that are opened without end", expected = Verdict.DENIED, by = "open at a time")
    @Needs(resource = "files", action = "temp", condition = "quotaBytes", values = "100000")
    public static final class OpenFiles extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            List<OutputStream> open = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                open.add(context().tempFiles().write("file" + i));
            }
            return open.size();
        }
    }

    @Attack(
            number = 177,
            title = "Empty files without end",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "their number or its time ends first")
    @Needs(resource = "files", action = "temp", condition = "quotaBytes", values = "100000")
    public static final class EmptyFiles extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            for (int i = 0; i < 100_000; i++) {
                context().tempFiles().write("file" + i).close();
            }
            return "made";
        }
    }

    @Attack(number = 177, title = "Writing to files that were removed", expected = Verdict.DENIED, by = "is open")
    @Needs(resource = "files", action = "temp", condition = "quotaBytes", values = "100000")
    public static final class RemovedFiles extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            long written = 0;
            for (int i = 0; i < 10; i++) {
                OutputStream out = context().tempFiles().write("file");
                out.write(new byte[90_000]);
                written += 90_000;
                context().tempFiles().delete("file");
            }
            return written;
        }
    }
}
