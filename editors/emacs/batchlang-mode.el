;;; batchlang-mode.el --- Major mode for batchlang, the language for AWS Batch  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; M-x batchlang-plan, -apply, -compile, -graph and -explain ask the server for more than Eglot does.
;; Colours, indentation and imenu for .batch files, and the server `batchlang lsp' for Eglot:
;; M-x eglot in a .batch file, or (add-hook 'batchlang-mode-hook #'eglot-ensure).
;; What is coloured is told by where a word stands, so that no list of attributes can go stale.

;;; Code:

(require 'subr-x)
(require 'thingatpt)
(require 'url-parse)
(require 'url-util)

(defgroup batchlang nil
  "Files of batchlang, the language for AWS Batch."
  :group 'languages
  :prefix "batchlang-")

(defcustom batchlang-program "batchlang"
  "The program that is run as the language server."
  :type 'string)

(defcustom batchlang-indent-offset 2
  "Spaces a level, as `batchlang fmt' has them."
  :type 'integer
  :safe #'integerp)

(defconst batchlang--word "[A-Za-z][A-Za-z0-9_-]*")

(defconst batchlang--head
  (concat "^[ \t]*\\(?:\\(existing\\|template\\)[ \t]+\\)?\\(" batchlang--word "\\)[ \t]+"
          "\\([A-Za-z$][^ \t\n={:]*\\(?:{[^}\n]*}[A-Za-z0-9_-]*\\)*\\)[ \t]*\\(?::[ \t]*\\("
          batchlang--word "\\)[ \t]*\\)?{")
  "The head of a block: what it is, its kind, its label and its template.")

(defvar batchlang-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23n" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?# "." table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?' "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?= "." table)
    (modify-syntax-entry ?% "." table)
    (modify-syntax-entry ?< "." table)
    (modify-syntax-entry ?> "." table)
    (modify-syntax-entry ?| "." table)
    table)
  "Syntax table of `batchlang-mode'.")

(defconst batchlang--syntax-propertize
  (syntax-propertize-rules
   ;; Three quotes begin and end a text of several lines; `'' knows no escapes.
   ("\\(\"\\)\"\"\\|\\('\\)''" (0 (ignore (batchlang--three-quotes))))
   ;; In a text a dot parts no words: completion of `m7i.4xlarge' goes by the whole of it.
   ("\\." (0 (when (nth 3 (save-excursion (syntax-ppss (match-beginning 0))))
               (string-to-syntax "_"))))
   ("\\\\" (0 (when (eq (nth 3 (save-excursion (syntax-ppss (match-beginning 0)))) ?')
                (string-to-syntax ".")))))
  "What the syntax table cannot say.")

(defun batchlang--three-quotes ()
  "Mark the three quotes just found as the begin or end of a text of several lines."
  (let* ((start (match-beginning 0))
         (end (match-end 0))
         (quote-char (char-after start))
         (state (save-excursion (syntax-ppss start)))
         (fence (string-to-syntax "|")))
    (cond
     ((nth 4 state))
     ((null (nth 3 state))
      (put-text-property start (1+ start) 'syntax-table fence))
     ((and (eq (nth 3 state) t) (eq quote-char (char-after (nth 8 state))))
      (put-text-property (1- end) end 'syntax-table fence)))))

(defconst batchlang-font-lock-keywords
  `((,batchlang--head
     (1 'font-lock-keyword-face nil t)
     (2 'font-lock-type-face)
     (3 'font-lock-function-name-face)
     (4 'font-lock-function-name-face nil t))
    (,(concat "^[ \t]*\\(let\\|param\\|output\\)[ \t]+\\(" batchlang--word "\\)")
     (1 'font-lock-keyword-face)
     (2 'font-lock-variable-name-face))
    ("^[ \t]*\\(import\\|for\\|if\\)\\_>" (1 'font-lock-keyword-face))
    ("\\_<\\(?:for\\|in\\|if\\|then\\|else\\|and\\|or\\|not\\)\\_>" . 'font-lock-keyword-face)
    ("\\_<\\(?:true\\|false\\|null\\)\\_>" . 'font-lock-constant-face)
    (,(concat "\\_<\\(" batchlang--word "\\)[ \t]*=\\(?:[^=>]\\|$\\)")
     (1 'font-lock-variable-name-face))
    ("\\_<[A-Z][A-Z0-9_]+\\_>" . 'font-lock-constant-face)
    (,(concat "\\_<\\(" batchlang--word "\\)(") (1 'font-lock-function-name-face))
    ("${[^}\n]*}" 0 'font-lock-variable-name-face prepend)
    ("//[ \t]*\\(allow([a-z, -]*)\\)" 1 'font-lock-warning-face prepend))
  "Colours of `batchlang-mode'.")

(defvar batchlang-imenu-generic-expression
  `((nil ,batchlang--head 3)
    ("Values" ,(concat "^[ \t]*\\(?:let\\|param\\|output\\)[ \t]+\\(" batchlang--word "\\)") 1))
  "What imenu lists.")

(defun batchlang-indent-line ()
  "Indent the line: two spaces for each bracket that is open."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (column (- (current-column) (current-indentation)))
         (closes (save-excursion
                   (back-to-indentation)
                   (looking-at-p "[]})]"))))
    (if (nth 3 state)
        'noindent
      (indent-line-to
       (if (zerop (car state))
           0
         (batchlang--indentation-in (nth 1 state) closes)))
      (when (> column 0)
        (forward-char column)))))

(defun batchlang--indentation-in (open closes)
  "Indentation of a line in the bracket at OPEN, which the line closes if CLOSES."
  (save-excursion
    (goto-char open)
    (+ (current-indentation) (if closes 0 batchlang-indent-offset))))

;;;###autoload
(define-derived-mode batchlang-mode prog-mode "Batchlang"
  "Major mode for files of batchlang, the language for AWS Batch."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "\\(?://+\\|/\\*+\\)[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width batchlang-indent-offset)
  (setq-local indent-line-function #'batchlang-indent-line)
  (setq-local electric-indent-chars (append "}])\n" electric-indent-chars))
  (setq-local syntax-propertize-function batchlang--syntax-propertize)
  (setq-local font-lock-defaults '(batchlang-font-lock-keywords))
  (setq-local imenu-generic-expression batchlang-imenu-generic-expression))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.batch\\'" . batchlang-mode))

(defvar eglot-server-programs)

(defun batchlang--contact (&rest _)
  "Return the command line of the server, for Eglot."
  (list batchlang-program "lsp" "--stdio"))

;;;###autoload
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(batchlang-mode . batchlang--contact)))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")

;;;###autoload
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(batchlang-mode . "batchlang"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'batchlang--contact)
                    :activation-fn (lsp-activate-on "batchlang")
                    :server-id 'batchlang)))

;; ---- what the server does with a program on request ----

(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-async-request "jsonrpc")

(defun batchlang--execute (command argument then)
  "Have the server carry out COMMAND with ARGUMENT; call THEN with its answer."
  (let ((server (and (fboundp 'eglot-current-server) (eglot-current-server))))
    (unless server
      (user-error "No server is attached to this buffer: M-x eglot"))
    (jsonrpc-async-request
     server :workspace/executeCommand
     (list :command (concat "batchlang." command)
           :arguments (vector (append (list :uri (batchlang--uri)) argument)))
     :success-fn then
     :error-fn (lambda (fault) (message "batchlang: %s" (plist-get fault :message)))
     :timeout nil
     ;; Once the server has been told of what was typed last.
     :deferred t)))

(defun batchlang--uri ()
  "The URI of the file this buffer visits."
  (concat "file://" (url-hexify-string (file-truename buffer-file-name) url-path-allowed-chars)))

(defun batchlang--show (name text mode)
  "Show TEXT in a buffer called NAME, in MODE."
  (with-current-buffer (get-buffer-create (format "*batchlang %s*" name))
    (let ((inhibit-read-only t))
      (erase-buffer)
      (insert text)
      (goto-char (point-min)))
    (funcall mode)
    (view-mode 1)
    (display-buffer (current-buffer))))

(defconst batchlang--plan-keywords
  '(("^\\+.*" . 'diff-added)
    ("^-.*" . 'diff-removed)
    ("^~.*" . 'diff-changed)
    ("^\\(?:Plan:\\|Nothing\\).*" . 'bold))
  "Colours of a plan.")

(define-derived-mode batchlang-plan-mode special-mode "Batchlang plan"
  "What an apply would do in the account."
  (require 'diff-mode)
  (setq-local font-lock-defaults '(batchlang--plan-keywords t)))

;;;###autoload
(defun batchlang-plan ()
  "Show what an apply would do in the account."
  (interactive)
  (batchlang--execute "plan" nil
                      (lambda (answer)
                        (batchlang--show "plan" (plist-get answer :text) #'batchlang-plan-mode))))

;;;###autoload
(defun batchlang-apply ()
  "Bring the account in line with the program; the server asks before."
  (interactive)
  (batchlang--execute "apply" nil
                      (lambda (answer) (message "%s" (string-trim (plist-get answer :text))))))

;;;###autoload
(defun batchlang-compile (&optional output)
  "Write the program as Terraform and visit it.
It goes into `terraform' beside the program, or into OUTPUT, which is
asked for with a prefix argument."
  (interactive (list (and current-prefix-arg (expand-file-name (read-directory-name "Folder: ")))))
  (batchlang--execute "compile" (and output (list :output output))
                      (lambda (answer)
                        (message "%s" (plist-get answer :text))
                        (let ((written (url-generic-parse-url (plist-get answer :folder))))
                          (find-file-other-window
                           (expand-file-name "main.tf" (url-unhex-string (url-filename written))))))))

;;;###autoload
(defun batchlang-graph ()
  "Show the queues, the environments, and which job can run where."
  (interactive)
  (batchlang--execute "graph" (list :format (if (image-type-available-p 'svg) "svg" "mermaid"))
                      (lambda (answer)
                        (batchlang--show "graph" (plist-get answer :text)
                                         (if (equal (plist-get answer :format) "svg")
                                             #'image-mode
                                           #'special-mode)))))

;;;###autoload
(defun batchlang-explain (topic)
  "Show the page of TOPIC: a finding's code, a block or an attribute."
  (interactive (list (read-string "Explain: " (thing-at-point 'symbol t))))
  (batchlang--execute "explain" (list :topic topic)
                      (lambda (answer)
                        (batchlang--show "explain" (plist-get answer :text) #'special-mode))))

(provide 'batchlang-mode)
;;; batchlang-mode.el ends here
