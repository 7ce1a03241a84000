package org.archipel.messaging.internal.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.sse.Sse;
import javax.ws.rs.sse.SseEventSink;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.Event;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.outbox.DeadDelivery;
import org.archipel.messaging.internal.outbox.EventArchive;
import org.archipel.messaging.internal.outbox.EventPage;
import org.archipel.messaging.internal.outbox.StoredEvent;
import org.archipel.messaging.internal.stream.StreamHub;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Json;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The organization's platform events: those of the last days, the live stream, and deliveries that were given up. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Events")
@PlatformResource
@Component(service = EventsResource.class)
public final class EventsResource {
    private static final int MAX_TOPICS = 20;
    private static final int MAX_TOPIC = 200;

    private final EventArchive archive;
    private final StreamHub streams;
    private final ObjectMapper json = Json.newMapper();

    @Activate
    public EventsResource(@Reference EventArchive archive, @Reference StreamHub streams) {
        this.archive = archive;
        this.streams = streams;
    }

    @GET
    @RequiresPermission(ApiPermission.EVENTS_READ)
    @Summary("Lists events, the newest first")
    public Page<Event> list(
            @QueryParam("topic") @Summary("Topic of the event") String topic,
            @QueryParam("subject") @Summary("What the event is about") String subject,
            @BeanParam PageRequest page,
            @Context SecurityContext security) {
        EventPage found = archive.events(
                Caller.of(security).organizationId(),
                Optional.ofNullable(topic),
                Optional.ofNullable(subject),
                before(page),
                page.limit());
        return page.page(found.events(), found.more(), event -> List.of(Long.toString(event.seq())))
                .map(StoredEvent::event);
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresPermission(ApiPermission.EVENTS_READ)
    @Summary("Streams events and job progress as they happen; resumes after Last-Event-ID")
    @Answers(Event.class)
    public void stream(
            @QueryParam("topics")
                    @Summary("Topics, separated by commas; * stands for any part, and all come without it")
                    String topics,
            @QueryParam("lastEventId") @Summary("As Last-Event-ID, for those who cannot send a header") String lastSeen,
            @HeaderParam("Last-Event-ID") @Summary("The last event seen; the stream goes on after it")
                    String lastEventId,
            @Context SecurityContext security,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Caller caller = Caller.of(security);
        streams.open(
                caller.organizationId(),
                caller.organizationId() + "/" + caller.actor(),
                filter(topics),
                place(lastEventId != null ? lastEventId : lastSeen),
                new SseOutlet(sink, sse, json));
    }

    @GET
    @Path("/dead-letters")
    @RequiresPermission(ApiPermission.EVENTS_READ)
    @Summary("Lists deliveries of events that were given up")
    public Page<DeadDelivery> deadLetters(@BeanParam PageRequest page, @Context SecurityContext security) {
        Optional<DeadDelivery.Place> after = page.after(2)
                .map(key -> new DeadDelivery.Place(place(key.get(0)).orElse(0), key.get(1)));
        List<DeadDelivery> found = archive.deadLetters(Caller.of(security).organizationId(), after, page.limit() + 1);
        return page.page(found, letter -> List.of(Long.toString(letter.seq()), letter.subscription()));
    }

    @POST
    @Path("/dead-letters/{eventId}/replay")
    @RequiresPermission(ApiPermission.JOBS_REPLAY)
    @Summary("Lets an event be delivered again to those who gave it up")
    @Answers(status = 202)
    public Response replay(@PathParam("eventId") String eventId, @Context SecurityContext security) {
        archive.replay(Caller.of(security).organizationId(), eventId);
        return Response.accepted().build();
    }

    private static OptionalLong before(PageRequest page) {
        return page.after(1).map(key -> place(key.get(0))).orElse(OptionalLong.empty());
    }

    private static TopicFilter filter(String topics) {
        if (topics == null || topics.isBlank()) {
            return TopicFilter.ALL;
        }
        List<String> globs = Stream.of(topics.split(",")).map(String::strip).toList();
        if (globs.size() > MAX_TOPICS || globs.stream().anyMatch(glob -> glob.isEmpty() || glob.length() > MAX_TOPIC)) {
            throw new ValidationException("/topics", "must be at most " + MAX_TOPICS + " topics, separated by commas");
        }
        return TopicFilter.of(globs);
    }

    private static OptionalLong place(String id) {
        if (id == null || id.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(id.strip()));
        } catch (NumberFormatException e) {
            throw new ValidationException("/lastEventId", "must be the id of an event of this stream");
        }
    }
}
