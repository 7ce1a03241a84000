package org.example.attacks;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.ObjectIdGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.Annotation;
import java.util.Arrays;
import java.util.Collections;
import java.util.EventObject;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import javax.ws.rs.core.GenericEntity;
import javax.ws.rs.core.MultivaluedHashMap;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Values that hold each other twice, in holders and by ways that nobody looks into: a billion steps or characters of few objects. */
public final class UnweighedAttacks {
    private static final int LEVELS = 40;

    private UnweighedAttacks() {}

    private static List<Object> lists(String innermost) {
        List<Object> inner = List.of(innermost);
        for (int i = 0; i < LEVELS; i++) {
            inner = List.of(inner, inner);
        }
        return inner;
    }

    @Attack(
            number = 223,
            title = "The text of a node that holds lists which hold each other twice",
            expected = Verdict.DENIED)
    public static final class NodeText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new POJONode(lists("a")).asText().length();
        }
    }

    @Attack(number = 223, title = "The text of an annotation of such lists", expected = Verdict.DENIED)
    public static final class Annotated extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Annotation annotation = new Annotation(lists("a"));
            return annotation.toString().length();
        }
    }

    @Attack(number = 223, title = "The text of an entity of such lists", expected = Verdict.DENIED)
    public static final class Entity extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object entity = new GenericEntity<>(lists("a"), List.class);
            return String.valueOf(entity).length();
        }
    }

    @Attack(number = 223, title = "The text of an event of such lists", expected = Verdict.DENIED)
    public static final class Event extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new EventObject(lists("a")).toString().length();
        }
    }

    @Attack(number = 223, title = "The text of an array of references to such lists", expected = Verdict.DENIED)
    public static final class References extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            AtomicReferenceArray<Object> references = new AtomicReferenceArray<>(1);
            references.set(0, lists("a"));
            return references.toString().length();
        }
    }

    @Attack(number = 223, title = "The hash of headers of such lists", expected = Verdict.DENIED)
    public static final class Headers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            MultivaluedHashMap<String, Object> headers = new MultivaluedHashMap<>();
            headers.add("name", lists("a"));
            return headers.hashCode();
        }
    }

    @Attack(number = 223, title = "Such lists as keys of headers", expected = Verdict.DENIED)
    public static final class HeaderKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            MultivaluedHashMap<Object, Object> headers = new MultivaluedHashMap<>();
            headers.add(lists("a"), "value");
            return headers.size();
        }
    }

    @Attack(number = 223, title = "The hash of raw nodes that hold each other twice", expected = Verdict.DENIED)
    public static final class Raw extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode().add(1);
            for (int i = 0; i < LEVELS; i++) {
                node = JsonNodeFactory.instance.arrayNode().add(node).add(node);
            }
            return new RawValue(node).hashCode();
        }
    }

    @Attack(number = 223, title = "The hash of such lists as an injected value", expected = Verdict.DENIED)
    public static final class Injected extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return JacksonInject.Value.forId(lists("a")).hashCode();
        }
    }

    @Attack(number = 223, title = "Such lists as identities of objects in JSON", expected = Verdict.DENIED)
    public static final class Identity extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ObjectIdGenerator.IdKey(Object.class, null, lists("a")).hashCode();
        }
    }

    @Attack(number = 223, title = "Such lists among many that are added to a set", expected = Verdict.DENIED)
    public static final class Added extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.addAll(new HashSet<>(), lists("a"), "b");
        }
    }

    @Attack(number = 223, title = "Such lists added to the keys of a map", expected = Verdict.DENIED)
    public static final class KeySet extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ConcurrentHashMap.KeySetView<Object, Boolean> keys = ConcurrentHashMap.newKeySet();
            return keys.add(lists("a"));
        }
    }

    @Attack(number = 223, title = "Whether such lists equal each other, as a condition", expected = Verdict.DENIED)
    public static final class Equal extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Predicate.isEqual(lists("a")).test(lists("b"));
        }
    }

    @Attack(number = 223, title = "Markers that hold each other twice", expected = Verdict.DENIED)
    public static final class Markers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Marker one = MarkerFactory.getDetachedMarker("one 0");
            Marker other = MarkerFactory.getDetachedMarker("other 0");
            for (int i = 1; i < LEVELS; i++) {
                Marker nextOne = MarkerFactory.getDetachedMarker("one " + i);
                Marker nextOther = MarkerFactory.getDetachedMarker("other " + i);
                nextOne.add(one);
                nextOne.add(other);
                nextOther.add(one);
                nextOther.add(other);
                one = nextOne;
                other = nextOther;
            }
            return one.contains("none of them");
        }
    }

    /** Has the method of a set, so that a set of one's own may be called by it. */
    private interface Sink {
        boolean add(Object value);
    }

    private static final class SinkSet extends HashSet<Object> implements Sink {
        private static final long serialVersionUID = 1L;
    }

    @Attack(number = 255, title = "An element of a set, by an interface of its own", expected = Verdict.DENIED)
    public static final class HiddenElement extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Sink sink = new SinkSet();
            return sink.add(lists("a"));
        }
    }

    private interface Paper {
        void print(Object value);
    }

    private static final class PaperWriter extends PrintWriter implements Paper {
        private PaperWriter() {
            super(new StringWriter());
        }
    }

    @Attack(number = 255, title = "A text that is printed, by an interface of its own", expected = Verdict.DENIED)
    public static final class HiddenText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Paper paper = new PaperWriter();
            paper.print(lists("a"));
            return "printed";
        }
    }

    private static RuntimeException traced(int frames) {
        StackTraceElement[] trace = new StackTraceElement[frames];
        StackTraceElement frame = new StackTraceElement("x".repeat(1_000_000), "method", "File.java", 1);
        Arrays.fill(trace, frame);
        RuntimeException thrown = new IllegalStateException("traced");
        thrown.setStackTrace(trace);
        return thrown;
    }

    @Attack(number = 224, title = "A trace of gigabytes, in the log", expected = Verdict.ALLOWED)
    public static final class LoggedTrace extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().logger().error("failed", traced(300));
            return "logged";
        }
    }

    @Attack(number = 224, title = "A trace of gigabytes, written in one piece", expected = Verdict.KILLED)
    public static final class WrittenTrace extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StringWriter text = new StringWriter();
            traced(1_000).printStackTrace(new PrintWriter(text));
            return text.getBuffer().length();
        }
    }
}
