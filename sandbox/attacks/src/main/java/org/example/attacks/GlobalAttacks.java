package org.example.attacks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URL;
import java.security.Security;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;

/** Changing or reading what all code in the process shares. */
public final class GlobalAttacks {
    private GlobalAttacks() {}

    @Attack(number = 51, title = "System.setProperty", expected = Verdict.DENIED)
    public static final class SetProperty extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "was " + System.setProperty("attack.property", "set");
        }
    }

    @Attack(number = 52, title = "System.getProperties().put", expected = Verdict.DENIED)
    public static final class Properties extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "was " + System.getProperties().put("attack.property", "put");
        }
    }

    @Attack(number = 53, title = "Locale.setDefault", expected = Verdict.DENIED)
    public static final class DefaultLocale extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            return Locale.getDefault().toString();
        }
    }

    @Attack(number = 53, title = "TimeZone.setDefault", expected = Verdict.DENIED)
    public static final class DefaultTimeZone extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            return TimeZone.getDefault().getID();
        }
    }

    @Attack(number = 54, title = "System.setOut", expected = Verdict.DENIED)
    public static final class SetOut extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            return "set";
        }
    }

    @Attack(number = 55, title = "Security.insertProviderAt", expected = Verdict.DENIED)
    public static final class SecurityProvider extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Security.insertProviderAt(Security.getProviders()[1], 1);
        }
    }

    @Attack(number = 55, title = "Security.removeProvider", expected = Verdict.DENIED)
    public static final class RemoveProvider extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Security.removeProvider("SunJSSE");
            return "removed";
        }
    }

    @Attack(number = 56, title = "The root logger's level and handlers", expected = Verdict.DENIED)
    public static final class RootLogger extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            // They have no effect on the root logger, which the health check looks at.
            Logger.getLogger("").setLevel(Level.FINEST);
            Logger.getLogger("").setUseParentHandlers(false);
            return Logger.getLogger("").getHandlers().length;
        }
    }

    @Attack(number = 57, title = "The default handler of uncaught exceptions", expected = Verdict.DENIED)
    public static final class UncaughtHandler extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
            return "set";
        }
    }

    @Attack(number = 58, title = "URL.setURLStreamHandlerFactory", expected = Verdict.DENIED)
    public static final class HandlerFactory extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            URL.setURLStreamHandlerFactory(protocol -> null);
            return "set";
        }
    }

    @Attack(number = 58, title = "ProxySelector.setDefault", expected = Verdict.DENIED)
    public static final class DefaultProxy extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ProxySelector.setDefault(null);
            return "set";
        }
    }

    @Attack(number = 58, title = "SSLContext.setDefault", expected = Verdict.DENIED)
    public static final class DefaultSsl extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            SSLContext.setDefault(SSLContext.getInstance("TLS"));
            return "set";
        }
    }

    @Attack(number = 59, title = "ResourceBundle by a foreign loader", expected = Verdict.DENIED)
    public static final class Bundles extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ResourceBundle.getBundle(
                            "sun.security.util.Resources", Locale.ROOT, ClassLoader.getSystemClassLoader())
                    .keySet()
                    .size();
        }
    }

    @Attack(number = 60, title = "System.getenv", expected = Verdict.DENIED)
    public static final class Environment extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return System.getenv("PATH");
        }
    }

    @Attack(number = 61, title = "The thread's context class loader", expected = Verdict.DENIED)
    public static final class ContextLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Thread.currentThread()
                    .getContextClassLoader()
                    .loadClass("java.lang.Runtime")
                    .getName();
        }
    }

    @Attack(number = 61, title = "Setting the thread's context class loader", expected = Verdict.DENIED)
    public static final class SetContextLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Thread.currentThread().setContextClassLoader(null);
            return "set";
        }
    }
}
