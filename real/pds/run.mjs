// A personal data server of Bluesky, its directory, and a stub of the app view.
import http from "node:http";
import { PDS, envToCfg, envToSecrets, readEnv } from "@atproto/pds";
import plc from "@did-plc/server";

const [folder, first] = [process.argv[2], Number(process.argv[3])];
const [plcPort, port, viewPort] = [first, first + 1, first + 2];
const directory = plc.PlcServer.create({
  db: plc.MockDatabase ? new plc.MockDatabase() : plc.Database.mock(),
  port: plcPort,
});
await directory.start();
http
  .createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end("{}");
  })
  .listen(viewPort);
Object.assign(process.env, {
  PDS_HOSTNAME: "localhost",
  PDS_PORT: String(port),
  PDS_DEV_MODE: "true",
  PDS_JWT_SECRET: "a".repeat(32),
  PDS_ADMIN_PASSWORD: "only-here",
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: "1".repeat(64),
  PDS_DATA_DIRECTORY: `${folder}/data`,
  PDS_BLOBSTORE_DISK_LOCATION: `${folder}/blobs`,
  PDS_DID_PLC_URL: `http://localhost:${plcPort}`,
  PDS_INVITE_REQUIRED: "false",
  PDS_SERVICE_HANDLE_DOMAINS: ".test",
  PDS_BSKY_APP_VIEW_URL: `http://localhost:${viewPort}`,
  PDS_BSKY_APP_VIEW_DID: "did:web:localhost",
  PDS_RATE_LIMITS_ENABLED: "false",
  LOG_ENABLED: "false",
});
const env = readEnv();
const server = await PDS.create(envToCfg(env), envToSecrets(env));
await server.start();
console.log("up");
