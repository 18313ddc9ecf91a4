// Node's `ws`, for comparison: each message is sent to each socket. POST a body of lines: each line is a message.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    for (const line of body.split("\n")) if (line) for (const socket of room.clients) socket.send(line);
    response.writeHead(204).end();
  });
});
const room = new WebSocketServer({ server, perMessageDeflate: false });
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
