// kugetsu hook opencode: this file was made by kugetsu, which removes it again.
// It hands what happens in opencode on to a command, and does what that answers. Any failure lets opencode go on.
import { spawn } from "node:child_process"

const COMMAND = "@command@"
const LIMIT_MS = 2000

function ask(event, input) {
  return new Promise((resolve) => {
    let timer
    const settle = (answer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    try {
      const child = spawn(COMMAND[0], [...COMMAND.slice(1), event], { stdio: ["pipe", "pipe", "ignore"] })
      timer = setTimeout(() => {
        child.kill("SIGKILL")
        settle({})
      }, LIMIT_MS)
      let said = ""
      child.stdout.setEncoding("utf8")
      child.stdout.on("data", (text) => (said += text))
      child.on("error", () => settle({}))
      child.on("close", () => {
        try {
          settle(JSON.parse(said) ?? {})
        } catch {
          settle({})
        }
      })
      child.stdin.on("error", () => {})
      child.stdin.end(JSON.stringify(input))
    } catch {
      settle({})
    }
  })
}

// One of us is enough where kugetsu has been installed and has started opencode, too.
const serving = (globalThis[Symbol.for("kugetsu.hooks")] ??= new Map())

export const Kugetsu = async ({ directory, client }) => {
  if ((serving.get(directory) ?? import.meta.url) !== import.meta.url) return {}
  serving.set(directory, import.meta.url)
  const of = (session, more) => ({ session_id: session, cwd: directory, ...more })

  // Subagents are sessions of their own in opencode; for us they are the one that has started them.
  const parents = new Map()
  const parent = async (session) => {
    if (!parents.has(session)) {
      const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS / 4).unref())
      const known = await Promise.race([client.session.get({ path: { id: session } }), late]).catch(() => {})
      if (!known?.data) return undefined
      parents.set(session, known.data.parentID)
    }
    return parents.get(session)
  }
  const root = async (session) => {
    const above = await parent(session)
    return above ? root(above) : session
  }
  const isRoot = async (session) => (await root(session)) === session

  return {
    event: async ({ event }) => {
      const session = event.properties?.sessionID ?? event.properties?.info?.id
      // It is heard of with its first prompt; nobody waits for events, and they may come after that.
      if (event.type === "session.created") parents.set(session, event.properties.info?.parentID)
      // What was said at the beginning is not in its context any more.
      if (event.type === "session.compacted" && (await isRoot(session))) {
        await ask("SessionStart", of(session, { source: "compact" }))
      }
      if (event.type === "session.idle" && (await isRoot(session))) {
        await ask("Stop", of(session))
      }
      if (event.type === "session.deleted") {
        if (!(event.properties.info?.parentID ?? parents.get(session))) {
          await ask("SessionEnd", of(session, { reason: "complete" }))
        }
        parents.delete(session)
      }
    },

    "chat.message": async (input, output) => {
      if (!(await isRoot(input.sessionID))) return
      const answer = await ask("UserPromptSubmit", of(input.sessionID))
      if (answer.additionalContext) {
        const id = "prt_" + Date.now().toString(16) + Math.random().toString(36).slice(2)
        const message = { sessionID: input.sessionID, messageID: output.message.id }
        output.parts.push({ id, ...message, type: "text", text: answer.additionalContext, synthetic: true })
      }
    },

    "tool.execute.before": async (input, output) => {
      const session = await root(input.sessionID)
      const answer = await ask("PreToolUse", of(session, { tool_name: input.tool, tool_input: output.args }))
      if (answer.decision === "block") throw new Error(answer.reason)
    },

    "tool.execute.after": async (input, output) => {
      const session = await root(input.sessionID)
      const answer = await ask("PostToolUse", of(session, { tool_name: input.tool, tool_input: input.args }))
      if (answer.additionalContext) output.output += "\n" + answer.additionalContext
    },

    "shell.env": async (input, output) => {
      if (input.sessionID) output.env.KUGETSU_OPENCODE_SESSION = await root(input.sessionID)
      // Turns of kugetsu start with no retries, so that nobody waits for a registry that is not there.
      if (process.env.KUGETSU_TURN_ID && process.env.npm_config_fetch_retries === "0")
        output.env.npm_config_fetch_retries = "2"
    },
  }
}
