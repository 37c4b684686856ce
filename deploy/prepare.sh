# Shared by up, down, token and test; sourced in the root of the clone.
launcher=artifacts/bin/Launcher/release/Anjie.Launcher.dll
notes=.anjie
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build servers would stay for minutes after the command that started them. The compiler's halves the time, so it is our own and goes with us.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=true SharedCompilationId=anjie-$$

say() { printf '  %6s s  %s\n' "$1" "$2"; }
fail() { printf '%s\n' "$1" >&2; exit 1; }

already_running() { [ -f "$launcher" ] && [ -f "$notes/running.json" ] && dotnet "$launcher" status; }

need_dotnet() {
  # global.json decides which SDK will do; without one that fits the command itself fails.
  dotnet --version >/dev/null 2>&1 || fail "需要 .NET SDK 10（https://dot.net）。 The .NET SDK 10 is needed (https://dot.net)."
}

# Installs what is missing when it may, without starting the system's own servers; else says the one command.
need_packages() {
  local missing=() package begin=$SECONDS as_root=()
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && { say 0 "安装 packages（已有 present）"; return; }
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! sudo -n true 2>/dev/null; }; then
    fail "缺少 ${missing[*]}；请运行： Missing packages; run:  sudo apt-get install ${missing[*]}"
  fi
  echo "  安装 installing ${missing[*]} …"
  install_quietly "${missing[@]}" || fail "安装失败：${missing[*]}，详见 $notes/install.log。 Installing failed; see $notes/install.log."
  say $((SECONDS - begin)) "安装 packages: ${missing[*]}"
}

installed() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    rabbitmq-server) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] ;;
    # Who has the whole browser need not have its windowless half, too.
    chromium-headless-shell) [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] ;;
    fonts-noto-cjk) compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null ;;
  esac
}

install_quietly() {
  local policy=/usr/sbin/policy-rc.d status=0
  mkdir -p "$notes"
  "${as_root[@]}" sh -c '
    set -e
    policy=$1; shift
    export DEBIAN_FRONTEND=noninteractive
    cluster=/etc/postgresql-common/createcluster.conf
    if [ ! -e "$cluster" ]; then mkdir -p /etc/postgresql-common; echo "create_main_cluster = false" >"$cluster"; fi
    if [ ! -e "$policy" ]; then
      printf "#!/bin/sh\nexit 101\n" >"$policy"; chmod 755 "$policy"
      trap "rm -f $policy" EXIT INT TERM
    fi
    get() { apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" </dev/null; }
    get "$@" || { apt-get update && get "$@"; }
  ' sh "$policy" "$@" >"$notes/install.log" 2>&1 || status=$?
  return $status
}

# Everything a build reads: names and contents of the sources, wherever the clone lies and however it was made.
sources() {
  { git ls-files -co --exclude-standard -z 2>/dev/null || find . -type f -not -path './artifacts/*' -not -path './.anjie/*' -print0; } |
    grep -zE '\.(cs|csproj|props|targets|slnx|json|resx|razor|css|js|sql|editorconfig|txt)$' | sort -z
}

# build run: what a person starts, without the analysis that the tests' build does. build all: everything, analysed.
build() {
  local scope=$1 stamp what=(Anjie.slnx)
  mkdir -p "$notes"
  stamp=$({ dotnet --version; sources | xargs -0 sha256sum 2>/dev/null; } | sha256sum)
  if [ -f "$launcher" ] && { [ "$(cat "$notes/built-all" 2>/dev/null)" = "$stamp" ] || [ "$(cat "$notes/built-$scope" 2>/dev/null)" = "$stamp" ]; }; then
    say 0 "编译 build（没有变化 unchanged）"
    return
  fi
  [ "$scope" = all ] || what=(deploy/run.slnf -p:RunAnalyzers=false)
  rm -f "$notes"/built-*
  watched "还原 restore" dotnet restore "${what[0]}"
  trap end_compiler EXIT
  # A compiler that lives for a minute gains nothing from code mapped twice and measured on its way: a third of the time.
  DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0 watched "编译 build" dotnet build "${what[@]}" -c Release --no-restore -v minimal
  end_compiler
  trap - EXIT
  echo "$stamp" >"$notes/built-$scope"
}

# Ours are known by the environment they were born with: the SDK compiles satellite assemblies on a server of the default name, whatever it was told.
end_compiler() {
  local process name
  for process in /proc/[0-9]*; do
    read -r name 2>/dev/null <"$process/comm" && [ "$name" = VBCSCompiler ] || continue
    grep -qzxF "SharedCompilationId=$SharedCompilationId" "$process/environ" 2>/dev/null && kill "${process#/proc/}" 2>/dev/null
  done
  return 0
}

# Runs a long command, its output in a log, a dot every few seconds; on failure shows the errors.
watched() {
  local name=$1 begin=$SECONDS log pid
  shift
  log=$notes/$(printf '%s' "$1-$2" | tr -c 'a-z-' _).log
  "$@" >"$log" 2>&1 &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null; wait "$pid" || true; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    [ -t 1 ] && printf '\r  %6s s  %s … %s' $((SECONDS - begin)) "$name" "$(tail -n 1 "$log" | sed 's/^ *//' | cut -c 1-60)      "
  done
  [ -t 1 ] && printf '\r%100s\r' ''
  trap - INT TERM
  if ! wait "$pid"; then
    grep -E 'error|No space left' "$log" | sort -u | head -20 >&2
    fail "$name 失败，详见 $log。 It failed; see the log."
  fi
  say $((SECONDS - begin)) "$name"
}
