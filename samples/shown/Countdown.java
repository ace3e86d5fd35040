import java.util.List;

/** The program of the README: counts down, and says in which process. */
public class Countdown {
    public static void main(String[] args) throws InterruptedException {
        for (String word : List.of("ten", "nine", "eight", "seven", "six", "five", "four", "three", "two", "one")) {
            System.out.println(word + " in process " + ProcessHandle.current().pid());
            Thread.sleep(2000);
        }
        System.exit(3);
    }
}
