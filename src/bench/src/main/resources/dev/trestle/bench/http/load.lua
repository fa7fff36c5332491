-- What wrk asks for, as Work does, and the line of figures that Counted reads.
local work, tag, asked = os.getenv("WORK"), os.getenv("TAG"), 0

local function user(number)
  return string.format("00000000-0000-4000-8000-%012x", number)
end

math.randomseed(os.time())

if work == "user" then
  request = function()
    return wrk.format("GET", "/api/users/" .. user(math.random(1, 10000)))
  end
elseif work == "create" then
  wrk.headers["Content-Type"] = "application/json"
  request = function()
    asked = asked + 1
    return wrk.format("POST", "/api/users", nil,
      string.format('{"email":"%s-%d@bench.example","name":"Bench"}', tag, asked))
  end
elseif work == "transfer" then
  wrk.headers["Content-Type"] = "application/json"
  request = function()
    local from = math.random(1, 10000)
    local to = (from + math.random(1, 9998)) % 10000 + 1
    return wrk.format("POST", "/api/transfer", nil,
      string.format('{"fromUserId":"%s","toUserId":"%s","amount":1}', user(from), user(to)))
  end
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("counted %d %d %f %f %f\n",
    summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    summary.duration / 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3))
end
