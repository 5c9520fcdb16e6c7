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

export const Kugetsu = async ({ directory }) => {
  if ((serving.get(directory) ?? import.meta.url) !== import.meta.url) return {}
  serving.set(directory, import.meta.url)
  const children = new Set()
  const of = (session, more) => ({ session_id: session, cwd: directory, ...more })

  return {
    event: async ({ event }) => {
      const session = event.properties?.sessionID ?? event.properties?.info?.id
      if (event.type === "session.created") {
        if (event.properties.info?.parentID) children.add(session)
        else await ask("SessionStart", of(session))
      }
      if (event.type === "session.idle" && !children.has(session)) {
        await ask("Stop", of(session))
      }
      if (event.type === "session.deleted" && !children.delete(session)) {
        await ask("SessionEnd", of(session, { reason: "complete" }))
      }
    },

    "chat.message": async (input, output) => {
      if (children.has(input.sessionID)) return
      const answer = await ask("UserPromptSubmit", of(input.sessionID))
      if (answer.additionalContext) {
        const id = "prt_" + Date.now().toString(16) + Math.random().toString(36).slice(2)
        const message = { sessionID: input.sessionID, messageID: output.message.id }
        output.parts.push({ id, ...message, type: "text", text: answer.additionalContext, synthetic: true })
      }
    },

    "tool.execute.before": async (input, output) => {
      const answer = await ask("PreToolUse", of(input.sessionID, { tool_name: input.tool, tool_input: output.args }))
      if (answer.decision === "block") throw new Error(answer.reason)
    },

    "tool.execute.after": async (input, output) => {
      const answer = await ask("PostToolUse", of(input.sessionID, { tool_name: input.tool, tool_input: input.args }))
      if (answer.additionalContext) output.output += "\n" + answer.additionalContext
    },
  }
}
