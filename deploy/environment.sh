# Sourced by ./run and ./test: makes .venv and installs into it; nothing outside the project folder is changed,
# but for system packages where this runs as root on a machine with apt-get.

find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed: apt-get install python3  ·  需要 Python 3.11 或更新版本。" >&2
    return 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    [ -n "${apt_updated:-}" ] || { apt-get update -qq || true; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# environment REQUIREMENTS: .venv with exactly these requirements installed once per change of the files.
environment() {
    local python stamp wanted
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        if ! "$python" -m ensurepip --version >/dev/null 2>&1; then
            if can_install; then
                apt_install python3-venv
            else
                echo "The Python of Debian lacks venv: apt-get install python3-venv  ·  请先安装 python3-venv。" >&2
                return 1
            fi
        fi
        "$python" -m venv --clear .venv
    fi
    stamp=".venv/installed-$1"
    wanted=$(cat requirements*.txt | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        echo "Installing $1 …  正在安装依赖……" >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$1"
        echo "$wanted" >"$stamp"
    fi
}

# The Chromium of the tests: on Debian the one without a window, which needs a fifth less of a processor for a page.
test_browser() {
    command -v chromium-headless-shell >/dev/null && return
    if can_install && grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
        apt_install chromium-headless-shell && return
    fi
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
}

# Chromium, Chinese fonts, PostgreSQL, graphviz and nginx for the tests that use them; without root one line of advice.
test_packages() {
    local missing=()
    test_browser
    # Not grep -q: it leaves early, and then fc-list fails and with it the pipe.
    [ -n "$(fc-list 2>/dev/null | grep -iE 'CJK|PingFang|YaHei|SimHei|WenQuanYi')" ] || missing+=(fonts-noto-cjk fontconfig)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    command -v dot >/dev/null || missing+=(graphviz)
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
    [ ${#missing[@]} -eq 0 ] && return
    if can_install; then
        echo "Installing ${missing[*]} …" >&2
        apt_install "${missing[@]}" || echo "Could not install ${missing[*]}: the tests that need them are skipped." >&2
    else
        echo "Some tests are skipped without: apt-get install -y ${missing[*]}" >&2
    fi
}
