package dev.parley.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.parley.Backend;
import dev.parley.catalog.CatalogJson.PageJson;
import dev.parley.chat.Catalog;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.Kind;
import dev.parley.chat.Refusal;
import dev.parley.chat.Thing;
import dev.parley.chat.Window;
import dev.parley.http.Call;
import dev.parley.http.Query;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.http.Reply;
import dev.parley.http.Room;
import dev.parley.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crac.Core;

/// The catalog: the assistants, profiles, models and prompts that sessions refer to, under `/catalog/{kind}`.
public final class CatalogFunction implements RequestStreamHandler, Rehearsed {
    private static final Map<String, Kind> KINDS = Map.of(
            "assistants", Kind.ASSISTANT,
            "profiles", Kind.PROFILE,
            "models", Kind.MODEL,
            "prompts", Kind.PROMPT);
    private static final String PER_PAGE = "per_page";

    private final Catalog catalog;
    private final Routes routes;

    public CatalogFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public CatalogFunction(Backend backend) {
        catalog = backend.catalog();
        routes = new Routes(backend.callers(), backend.clock(), CatalogJson::refusal)
                .on("GET /catalog/{kind}", this::list)
                .on("POST /catalog/{kind}", this::create)
                .on("GET /catalog/{kind}/{id}", this::get)
                .on("PUT /catalog/{kind}/{id}", this::update)
                .on("DELETE /catalog/{kind}/{id}", this::delete);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(
                new Rehearsal(_ -> new Rehearsal.Line(
                        Map.of("kind", "assistants", "id", Rehearsal.WORD), "", "{\"name\":\"Rehearsal\"}")),
                times);
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply list(Call call) {
        Kind kind = kind(call);
        Query query = call.query();
        Window window = Window.ofPage(query.wholeNumber("page", 1), PER_PAGE, query.wholeNumber(PER_PAGE, 20));
        PageJson page = CatalogJson.page(catalog.list(call.caller(), kind, window));
        Room.besidePage(PER_PAGE, page);
        return Reply.ok(page);
    }

    private Reply create(Call call) {
        Kind kind = kind(call);
        catalog.mayWrite(call.caller(), kind);
        Entry entry = catalog.create(call.caller(), CatalogJson.newEntry(kind, call.body()), call.once());
        return Reply.created(CatalogJson.entry(entry));
    }

    private Reply get(Call call) {
        return Reply.ok(CatalogJson.entry(catalog.get(call.caller(), id(call))));
    }

    private Reply update(Call call) {
        EntryId id = id(call);
        catalog.mayWrite(call.caller(), id.kind());
        Entry entry = catalog.update(call.caller(), id, CatalogJson.changes(id.kind(), call.body()));
        return Reply.ok(CatalogJson.entry(entry));
    }

    private Reply delete(Call call) {
        catalog.delete(call.caller(), id(call));
        return Reply.noContent();
    }

    private static Kind kind(Call call) {
        return Optional.ofNullable(KINDS.get(call.path("kind"))).orElseThrow(() -> new Refusal.NotFound(Thing.CATALOG));
    }

    private static EntryId id(Call call) {
        return EntryId.sought(kind(call), call.path("id"));
    }
}
