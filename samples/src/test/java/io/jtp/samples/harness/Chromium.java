package io.jtp.samples.harness;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium that shows one page, driven over its DevTools protocol on the loopback interface. */
public final class Chromium implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern PAGE =
            Pattern.compile("\"webSocketDebuggerUrl\": *\"(ws://[^\"]+/devtools/page/[^\"]+)\"");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\"type\":\"string\",\"value\":\"([^\"]*)\"");
    private static final Pattern REQUEST =
            Pattern.compile("\"method\":\"Network.requestWillBeSent\".*\"documentURL\":.*?\"url\":\"([^\"]*)\"");

    private final JavaProcess process;
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private WebSocket socket;

    private Chromium(JavaProcess process) {
        this.process = process;
    }

    /** {@return where it is installed, as Debian and others have it} */
    public static Optional<Path> find() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it with an empty page.
     *
     * @param directory for its files; exists
     */
    public static Chromium start(Path executable, Path directory) throws Exception {
        Chromium browser = new Chromium(JavaProcess.start(
                List.of(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--window-size=1300,900",
                        "--user-data-dir=" + directory,
                        "about:blank"),
                directory));
        try {
            browser.connect();
            return browser;
        } catch (Exception | AssertionError e) {
            browser.process.close();
            throw e;
        }
    }

    private void connect() throws Exception {
        process.awaitErrors(text -> LISTENING.matcher(text).find());
        Matcher listening = LISTENING.matcher(process.errors());
        listening.find();
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + listening.group(1) + "/json/list");
        Matcher page = PAGE.matcher(client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body());
        if (!page.find()) {
            throw new IOException("the browser has no page\n" + process);
        }
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page.group(1)), new Answers())
                .get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", "");
        }
    }

    /** Opens an address and waits until its script has run. */
    public void open(URI address) throws Exception {
        send("Page.navigate", "\"url\":\"" + address + "\"");
        await("location.href === '" + address + "' && document.readyState === 'complete'");
    }

    /** {@return the value of an expression in the page, as a string} */
    public String evaluate(String expression) throws Exception {
        String answer = send(
                "Runtime.evaluate",
                "\"awaitPromise\":true,\"expression\":\"(async () => encodeURIComponent(String(await ("
                        + escaped(expression) + "))))()\"");
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            throw new AssertionError(expression + " gives " + answer);
        }
        return URLDecoder.decode(value.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Waits until an expression is true; it is looked at whenever the page is about to be drawn. */
    public void await(String expression) throws Exception {
        evaluate("new Promise(done => { const look = () => (" + expression
                + ") ? done() : requestAnimationFrame(look); look(); })");
    }

    /** {@return the text of the element, blanks and line ends being one blank} */
    public String text(String selector) throws Exception {
        return evaluate("document.querySelector('" + selector + "').innerText.replace(/\\s+/g, ' ')");
    }

    /** Presses and releases the mouse in the middle of what an expression gives. */
    public void click(String element) throws Exception {
        String[] at = evaluate(
                        "(element => { element.scrollIntoView({block: 'center'}); const box = element.getClientRects()[0];"
                                + " return (box.x + box.width / 2) + ' ' + (box.y + box.height / 2); })(" + element
                                + ")")
                .split(" ");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    "\"type\":\"" + type + "\",\"button\":\"left\",\"clickCount\":1,\"x\":" + at[0] + ",\"y\":"
                            + at[1]);
        }
    }

    /** Writes into what has the focus. */
    public void type(String text) throws Exception {
        send("Input.insertText", "\"text\":\"" + escaped(text) + "\"");
    }

    /** Has the page believe that its reader prefers {@code dark} or {@code light}. */
    public void prefer(String scheme) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]");
    }

    /** {@return the addresses of all that was asked for} */
    public List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (String event : events) {
            Matcher request = REQUEST.matcher(event);
            if (request.find()) {
                requests.add(request.group(1));
            }
        }
        return requests;
    }

    /** {@return exceptions of scripts, violated policies and whatever else the browser has logged as an error} */
    public List<String> problems() {
        return events.stream()
                .filter(event -> event.startsWith("{\"method\":\"Runtime.exceptionThrown\"")
                        || event.startsWith("{\"method\":\"Log.entryAdded\"") && event.contains("\"level\":\"error\""))
                .toList();
    }

    private String send(String method, String parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            String text = answer.get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (text.contains("\"exceptionDetails\"") || text.startsWith("{\"id\":" + id + ",\"error\"")) {
                throw new AssertionError(method + " " + parameters + " failed: " + text);
            }
            return text;
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(method + " " + parameters + " gets no answer\n" + process, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Has it end by itself, so that it takes its other processes along. */
    @Override
    public void close() {
        try (process) {
            socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true);
            process.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts messages together from their parts. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                String text = message.toString();
                message.setLength(0);
                Matcher id = ID.matcher(text);
                CompletableFuture<String> waiting = id.find() ? answers.remove(Integer.parseInt(id.group(1))) : null;
                if (waiting != null) {
                    waiting.complete(text);
                } else {
                    events.add(text);
                }
            }
            from.request(1);
            return null;
        }
    }
}
