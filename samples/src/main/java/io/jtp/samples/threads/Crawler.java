package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A crawler in a web that is a map in memory: pages are fetched by a pool, links followed once each, words counted in a map that all threads change. */
public final class Crawler {

    /** What a page says and refers to. */
    private record Page(String text, List<Integer> links) {}

    private static final int PAGES = 120;

    private final Map<Integer, Page> web = new TreeMap<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> words = new ConcurrentHashMap<>();

    private Crawler() {
        for (int i = 0; i < PAGES; i++) {
            web.put(
                    i,
                    new Page("page " + i % 10 + " of " + i / 10, List.of(2 * i % PAGES, (2 * i + 1) % PAGES, i / 3)));
        }
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Here.begin();
        new Crawler().crawl();
    }

    private void crawl() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CompletionService<List<Integer>> fetched = new ExecutorCompletionService<>(pool);
        int open = follow(fetched, List.of(1));
        while (open > 0) {
            List<Integer> links = fetched.take().get();
            open += follow(fetched, links) - 1;
        }
        pool.shutdownNow();
        System.out.println(seen.size() + " pages");
        System.out.println(new TreeMap<>(words));
    }

    private int follow(CompletionService<List<Integer>> fetched, List<Integer> links) {
        int begun = 0;
        for (int link : links) {
            if (seen.add(link)) {
                begun++;
                fetched.submit(() -> fetch(link));
            }
        }
        return begun;
    }

    private List<Integer> fetch(int number) {
        Page page = web.get(number);
        for (String word : page.text().split(" ")) {
            words.merge(word, 1, (a, b) -> number % 40 == 13 && word.equals("of") ? Here.now(a + b) : a + b);
        }
        if (number % 40 == 27) {
            Here.now();
        }
        return new ArrayList<>(page.links());
    }
}
