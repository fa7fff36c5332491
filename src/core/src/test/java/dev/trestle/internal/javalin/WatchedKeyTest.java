package dev.trestle.internal.javalin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a socket is watched, step by step, as the thread that watches and Jetty's take turns. */
class WatchedKeyTest {
  private static final int ROOM = 64;

  private SocketChannel client;
  private SocketChannel served;
  private Selector selector;
  private SelectionKey key;
  private WatchedConnector connector;
  private WatchedEndPoint endPoint;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listening.getLocalAddress());
      served = listening.accept();
    }
    served.configureBlocking(false);
    selector = Selector.open();
    key = served.register(selector, 0);
    connector = new WatchedConnector(new Server(), new HttpConfiguration());
    SelectorManager manager = connector.getSelectorManager();
    endPoint =
        new WatchedEndPoint(
            served,
            new WatchedSelector(manager, 0),
            key,
            connector.getScheduler(),
            Runnable::run,
            new HeadTime(System::nanoTime));
    waitForMore();
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
    served.close();
    client.close();
  }

  @Test
  void aSocketStaysWatchedWhileItsRequestIsHandled() throws IOException {
    for (int request = 0; request < 3; request++) {
      send("request");
      select().run();

      assertThat(read()).isEqualTo("request");
      assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
      waitForMore();
    }
  }

  @Test
  void aSocketIsNotWatchedOnceMoreHasComeThanTheRequest() throws IOException {
    send("request");
    select().run();
    read();
    send("early");
    select();

    assertThat(key.interestOps()).isZero();
    assertThat(read()).isEqualTo("early");
    waitForMore();
    assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
  }

  @Test
  void aSocketIsNotWatchedWhileNobodyReadsWhatHasCome() throws IOException {
    send("request");
    Runnable task = select();
    assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
    select();

    assertThat(key.interestOps()).isZero();
    task.run();
    assertThat(read()).isEqualTo("request");
    waitForMore();
    assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
  }

  @Test
  void nothingIsReadForANextRequestBeforeTheSelectorHasSeenIt() throws IOException {
    endPoint.setConnection(new HttpConnection(new HttpConfiguration(), connector, endPoint));
    send("request");
    awaitBytes();

    assertThat(read()).isEmpty();
    select().run();
    assertThat(read()).isEqualTo("request");
  }

  @Test
  void whatWasReadEarlyIsTheNextRequest() throws IOException {
    endPoint.setConnection(new HttpConnection(new HttpConfiguration(), connector, endPoint));
    send("request");
    select().run();
    read();
    send("next");
    awaitBytes();

    assertThat(endPoint.isGone()).isFalse();
    assertThat(read()).isEqualTo("next");
  }

  /** What the thread that watches does for one round; the result is Jetty's to run. */
  private Runnable select() throws IOException {
    assertThat(selector.select()).isOne();
    selector.selectedKeys().clear();
    Runnable task = endPoint.onSelected();
    endPoint.updateKey();
    return task;
  }

  /** They are there, and nobody has been told. */
  private void awaitBytes() throws IOException {
    assertThat(selector.select()).isOne();
    selector.selectedKeys().clear();
  }

  private void waitForMore() {
    endPoint.fillInterested(Callback.NOOP);
    endPoint.updateKey();
  }

  private void send(String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private String read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(ROOM).limit(0);
    endPoint.fill(buffer);
    return UTF_8.decode(buffer).toString();
  }
}
