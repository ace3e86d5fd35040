package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Text is put together, cut up and looked at. */
public final class Strings {
    private Strings() {}

    public static void main(String[] args) {
        Here.begin();
        long sum = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 120; lap++) {
                StringBuilder text = new StringBuilder();
                Here.now();
                for (int i = 0; i < 1500; i++) {
                    text.append("item ").append(i).append(';');
                    String label = "<" + i + ":" + lap + ">";
                    sum += label.hashCode() + label.indexOf(':');
                }
                String whole = text.toString();
                int from = 0;
                int to = whole.indexOf(';');
                while (to >= 0) {
                    String item = whole.substring(from, to);
                    sum += item.length() + item.charAt(item.length() - 1) + (item.endsWith("9") ? 1 : 0);
                    from = to + 1;
                    to = whole.indexOf(';', from);
                }
            }
        }
        System.out.println(sum);
    }
}
