package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/** Comparators of ours on the stack below binary search, heaps, trees, sorting of ranges and of lists that are not ArrayLists. */
public final class Comparators {
    private Comparators() {}

    record Job(String name, int priority, long cost) {}

    private static int compared;

    static int compare(long a, long b) {
        if (++compared % 90 == 17) {
            Here.now();
        }
        return Long.compare(a, b);
    }

    static List<Job> jobs(int count) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new Job("j" + (char) ('a' + i * 11 % 26), i * 7 % 10, 1L << i % 40));
        }
        return jobs;
    }

    public static void main(String[] args) {
        Here.begin();
        Comparator<Job> byPriority = (a, b) -> compare(a.priority(), b.priority());
        Comparator<Job> byAll = byPriority
                .reversed()
                .thenComparing(Job::cost, (a, b) -> compare(a, b))
                .thenComparing(Job::name, Comparator.nullsFirst(Comparator.reverseOrder()));
        PriorityQueue<Job> queue = new PriorityQueue<>(byAll);
        StringBuilder order = new StringBuilder();
        for (Job job : jobs(40)) {
            queue.add(job);
            if (queue.size() > 9) {
                order.append(queue.poll().name()).append(' ');
            }
        }
        queue.remove(queue.peek());
        while (!queue.isEmpty()) {
            order.append(queue.poll().priority());
        }
        System.out.println(order);

        Job[] array = jobs(50).toArray(Job[]::new);
        Arrays.sort(array, 10, 45, byAll);
        System.out.println(array[9].name() + array[10].name() + array[44].name() + " "
                + Arrays.hashCode(Arrays.stream(array).mapToInt(Job::priority).toArray()));
        List<Job> listed = Arrays.asList(array);
        Collections.sort(listed.subList(5, 50), byPriority.thenComparingLong(job -> job.cost() % 1000));
        System.out.println(listed.get(5) + " " + listed.get(49) + " " + array[49].name());
        List<Job> sorted = jobs(30);
        sorted.sort(byAll);
        System.out.println(Collections.binarySearch(sorted, sorted.get(13), byAll) + " "
                + Collections.binarySearch(sorted, new Job("zz", 5, 3), byAll) + " "
                + Arrays.binarySearch(sorted.toArray(new Job[0]), sorted.get(29), byAll));
        TreeMap<Job, Integer> tree = new TreeMap<>(byAll);
        TreeSet<Job> set = new TreeSet<>(byPriority);
        for (int i = 0; i < sorted.size(); i++) {
            tree.put(sorted.get(i * 7 % 30), i);
            set.add(sorted.get(i));
        }
        tree.headMap(sorted.get(20)).values().removeIf(value -> compare(value % 3, 0) == 0);
        System.out.println(tree.size() + " " + tree.floorKey(new Job("x", 4, 100)) + " " + tree.pollLastEntry() + " "
                + set.size() + set.ceiling(sorted.get(7)).name());
        System.out.println(Collections.max(sorted, Comparator.comparing(Job::name))
                        .name() + Collections.min(sorted, byPriority).name() + " " + compared);
    }
}
