/** One of the programs that {@code jtp ps} lists in the documentation: runs until it is told to end. */
public class Bank {
    public static void main(String[] args) throws Exception {
        System.out.println("open");
        System.in.read();
    }
}
