package org.example.attacks;

import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.security.Security;
import java.util.Formatter;
import java.util.Scanner;
import java.util.logging.FileHandler;
import java.util.prefs.Preferences;
import java.util.zip.ZipFile;

/** What the well-known attacks do, by members that a list may have forgotten. */
public final class BackDoorAttacks {
    private BackDoorAttacks() {}

    @Attack(number = 127, title = "Formatter of a file name", expected = Verdict.DENIED)
    public static final class FormatToFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Formatter formatter = new Formatter(stage.fresh())) {
                return formatter.format("written").toString();
            }
        }
    }

    @Attack(number = 128, title = "PrintStream of a file name", expected = Verdict.DENIED)
    public static final class PrintStreamToFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (PrintStream stream = new PrintStream(stage.fresh())) {
                return stream.append("written").checkError();
            }
        }
    }

    @Attack(number = 129, title = "FileReader", expected = Verdict.DENIED)
    public static final class ReadFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Reader reader = new FileReader(stage.secret())) {
                return reader.read();
            }
        }
    }

    @Attack(number = 129, title = "Scanner of a Path", expected = Verdict.DENIED)
    public static final class ScanPath extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Scanner scanner = new Scanner(Path.of(stage.secret()))) {
                return scanner.nextLine();
            }
        }
    }

    @Attack(number = 129, title = "FileChannel.open", expected = Verdict.DENIED)
    public static final class OpenChannel extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(stage.secret()))) {
                return channel.size();
            }
        }
    }

    @Attack(number = 130, title = "Path.toRealPath", expected = Verdict.DENIED)
    public static final class RealPath extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return Path.of(stage.secret()).toRealPath().toString();
        }
    }

    @Attack(number = 130, title = "File.list", expected = Verdict.DENIED)
    public static final class ListFolder extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new File(stage.folder()).list().length;
        }
    }

    @Attack(number = 131, title = "ZipFile", expected = Verdict.DENIED)
    public static final class OpenZip extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (ZipFile zip = new ZipFile(stage.secret())) {
                return zip.size();
            }
        }
    }

    @Attack(number = 132, title = "logging.FileHandler", expected = Verdict.DENIED)
    public static final class LogFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new FileHandler(stage.fresh()).getEncoding();
        }
    }

    @Attack(number = 132, title = "Preferences", expected = Verdict.DENIED)
    public static final class Prefs extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Preferences.userRoot().absolutePath();
        }
    }

    @Attack(number = 133, title = "InetSocketAddress resolves a name", expected = Verdict.DENIED)
    public static final class SocketAddress extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new InetSocketAddress("localhost", 80).isUnresolved();
        }
    }

    @Attack(number = 133, title = "NetworkInterface", expected = Verdict.DENIED)
    public static final class Interfaces extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return NetworkInterface.getNetworkInterfaces().nextElement().getName();
        }
    }

    @Attack(number = 134, title = "URI.toURL().openConnection", expected = Verdict.DENIED)
    public static final class UriConnection extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return URI.create(stage.url()).toURL().openConnection().getContentLength();
        }
    }

    @Attack(number = 134, title = "An RMI registry", expected = Verdict.DENIED)
    public static final class Registry extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return LocateRegistry.createRegistry(0).list().length;
        }
    }

    @Attack(number = 134, title = "Selector.open", expected = Verdict.DENIED)
    public static final class OpenSelector extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Selector selector = Selector.open()) {
                return selector.isOpen();
            }
        }
    }

    @Attack(number = 135, title = "Authenticator.setDefault", expected = Verdict.DENIED)
    public static final class DefaultAuthenticator extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Authenticator.setDefault(null);
            return "set";
        }
    }

    @Attack(number = 135, title = "CookieHandler.setDefault", expected = Verdict.DENIED)
    public static final class DefaultCookies extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            CookieHandler.setDefault(null);
            return "set";
        }
    }

    @Attack(number = 135, title = "Security.setProperty", expected = Verdict.DENIED)
    public static final class SecurityProperty extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Security.setProperty("attack.property", "set");
            return "set";
        }
    }

    @Attack(number = 136, title = "The stacks of all threads", expected = Verdict.DENIED)
    public static final class AllStacks extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Thread.getAllStackTraces().size();
        }
    }

    @Attack(number = 136, title = "Interrupting the thread group", expected = Verdict.DENIED)
    public static final class InterruptGroup extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Thread.currentThread().getThreadGroup().interrupt();
            return "interrupted";
        }
    }

    @Attack(number = 136, title = "Thread.setPriority and setName", expected = Verdict.DENIED)
    public static final class RenameThread extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
            Thread.currentThread().setName("main");
            return "set";
        }
    }

    /** It goes to the extension's own log; the platform's output must stay short. */
    @Attack(number = 137, title = "printStackTrace of a subclass", expected = Verdict.ALLOWED)
    public static final class PrintTrace extends Probe {
        private static final class Own extends IllegalStateException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        protected Object attempt(Stage stage) {
            Own thrown = new Own();
            for (int i = 0; i < 1_000; i++) {
                thrown.printStackTrace();
            }
            return "printed";
        }
    }

    @Attack(number = 138, title = "System.in", expected = Verdict.DENIED)
    public static final class StandardInput extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return System.in.available();
        }
    }

    @Attack(number = 139, title = "Opening a module", expected = Verdict.DENIED)
    public static final class OpenModule extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ModuleLayer.boot().modules().size();
        }
    }

    @Attack(number = 140, title = "The protection domain of a class", expected = Verdict.DENIED)
    public static final class CodeSource extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(Stage.class.getProtectionDomain().getCodeSource());
        }
    }
}
