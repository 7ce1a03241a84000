package org.example.attacks;

import java.beans.Expression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.spi.FileSystemProvider;
import java.security.SecureClassLoader;
import java.util.Formattable;
import java.util.Formatter;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.LogManager;
import org.archipel.api.extension.ExtensionContext;

/** Reaching what code does not name: reflection, handles, loaders, serialization, and callbacks. */
public final class ReflectionAttacks {
    private ReflectionAttacks() {}

    @Attack(number = 33, title = "Method.invoke of System.exit", expected = Verdict.DENIED)
    public static final class Invoke extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return System.class.getMethod("exit", int.class).invoke(null, 1);
        }
    }

    @Attack(number = 34, title = "Class.forName of Runtime", expected = Verdict.DENIED)
    public static final class ForName extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Class.forName("java.lang.Runtime").getName();
        }
    }

    @Attack(number = 35, title = "setAccessible on Unsafe", expected = Verdict.DENIED)
    public static final class Unsafe extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        }
    }

    @Attack(number = 36, title = "Lookup.findStatic", expected = Verdict.DENIED)
    public static final class FindStatic extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Throwable {
            MethodHandle exit = MethodHandles.lookup()
                    .findStatic(System.class, "exit", MethodType.methodType(void.class, int.class));
            exit.invokeExact(1);
            return "alive";
        }
    }

    @Attack(number = 37, title = "Lookup.defineHiddenClass", expected = Verdict.DENIED)
    public static final class HiddenClass extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IllegalAccessException {
            return MethodHandles.lookup().defineHiddenClass(new byte[100], false);
        }
    }

    @Attack(number = 38, title = "A subclass of ClassLoader", expected = Verdict.REFUSED)
    public static final class OwnLoader extends Probe {
        private static final class Loader extends ClassLoader {
            Class<?> define(byte[] bytes) {
                return defineClass(null, bytes, 0, bytes.length);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Loader().define(new byte[100]);
        }
    }

    @Attack(number = 38, title = "new URLClassLoader", expected = Verdict.DENIED)
    public static final class UrlLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException, ReflectiveOperationException {
            try (URLClassLoader loader = new URLClassLoader(new URL[] {new URL(stage.url())})) {
                return loader.loadClass("evil.Code");
            }
        }
    }

    @Attack(number = 39, title = "A host class's loader", expected = Verdict.DENIED)
    public static final class HostLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return ExtensionContext.class
                    .getClassLoader()
                    .loadClass("org.archipel.guard.Checkpoint")
                    .getName();
        }
    }

    @Attack(number = 40, title = "StackWalker with class references", expected = Verdict.DENIED)
    public static final class Walker extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.map(
                                    frame -> frame.getDeclaringClass().getName())
                            .toList());
        }
    }

    @Attack(number = 41, title = "Proxy.newProxyInstance", expected = Verdict.DENIED)
    public static final class DynamicProxy extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Class<?>[] types = {Runnable.class};
            return Proxy.newProxyInstance(Probe.class.getClassLoader(), types, (proxy, method, arguments) -> null)
                    .hashCode();
        }
    }

    @Attack(number = 41, title = "MethodHandleProxies", expected = Verdict.DENIED)
    public static final class HandleProxy extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            MethodHandle gc =
                    MethodHandles.publicLookup().findStatic(System.class, "gc", MethodType.methodType(void.class));
            MethodHandleProxies.asInterfaceInstance(Runnable.class, gc).run();
            return "ran";
        }
    }

    @Attack(number = 42, title = "java.beans.Expression", expected = Verdict.DENIED)
    public static final class Beans extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return new Expression(System.class, "getProperty", new Object[] {"user.home"}).getValue();
        }
    }

    @Attack(number = 43, title = "javax.script", expected = Verdict.DENIED, by = "javax.script")
    public static final class Script extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new javax.script.ScriptEngineManager().getEngineFactories().size();
        }
    }

    @Attack(number = 44, title = "ServiceLoader with a foreign loader", expected = Verdict.DENIED)
    public static final class Services extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ServiceLoader.load(FileSystemProvider.class, ClassLoader.getSystemClassLoader())
                    .findFirst()
                    .isPresent();
        }
    }

    @Attack(number = 45, title = "ObjectInputStream, readResolve", expected = Verdict.DENIED)
    public static final class Deserialize extends Probe {
        private static final class Gadget implements Serializable {
            private static final long serialVersionUID = 1L;

            private Object readResolve() {
                return "resolved";
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException, ClassNotFoundException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new Gadget());
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return in.readObject();
            }
        }
    }

    @Attack(number = 48, title = "Constructor chaining to a protected constructor", expected = Verdict.DENIED)
    public static final class ProtectedSuper extends Probe {
        private static final class OwnLogManager extends LogManager {
            OwnLogManager() {
                super();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new OwnLogManager().getLoggerNames().hasMoreElements();
        }
    }

    @Attack(number = 48, title = "A loader's protected constructor, two levels up", expected = Verdict.REFUSED)
    public static final class ProtectedSuperOfSuper extends Probe {
        private static class Middle extends SecureClassLoader {
            Middle() {
                super(null);
            }
        }

        private static final class Own extends Middle {}

        @Override
        protected Object attempt(Stage stage) {
            return new Own().hashCode();
        }
    }

    @Attack(number = 49, title = "A finalizer that resurrects", expected = Verdict.REFUSED)
    public static final class Finalizer extends Probe {
        private static final List<Object> RISEN = new java.util.ArrayList<>();

        private static final class Undead {
            @Override
            protected void finalize() {
                RISEN.add(this);
                System.exit(1);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Undead().hashCode();
        }
    }

    @Attack(number = 50, title = "toString called by the host", expected = Verdict.DENIED)
    public static final class CalledBack extends Probe {
        private static final class Argument implements Formattable {
            private volatile Throwable seen = new IllegalStateException("not called");

            @Override
            public String toString() {
                try {
                    System.exit(1);
                } catch (Throwable thrown) {
                    seen = thrown;
                }
                return "called";
            }

            @Override
            public void formatTo(Formatter formatter, int flags, int width, int precision) {
                toString();
            }
        }

        @Override
        protected Object attempt(Stage stage) throws Throwable {
            Argument argument = new Argument();
            context().logger().info("{}", argument);
            throw argument.seen;
        }
    }
}
